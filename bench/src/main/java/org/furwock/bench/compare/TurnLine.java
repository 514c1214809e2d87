package org.furwock.bench.compare;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The controller's end of the connection to a {@link TurnProfiler}. */
final class TurnLine implements Closeable {

    static final int TIMEOUT_MILLIS = 60_000;

    private static final long NO_PROCESS = -1;

    private final ServerSocket server;
    private @Nullable Socket socket;
    private @Nullable DataInputStream in;
    private volatile long process = NO_PROCESS;

    TurnLine() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setSoTimeout(TIMEOUT_MILLIS);
    }

    /** The port that the profiler must connect to. */
    String port() {
        return Integer.toString(server.getLocalPort());
    }

    /** Gives the other side a turn, and waits for its end. */
    Turn takeTurn() throws IOException {
        DataInputStream answers = connect();
        call();
        double nanos = answers.readDouble();
        byte[] encoded = new byte[answers.readInt()];
        answers.readFully(encoded);
        return new Turn(nanos, Histogram.decodeFromByteBuffer(ByteBuffer.wrap(encoded), 0));
    }

    /** Lets the other side continue to its end. */
    void call() throws IOException {
        Socket connected = socket;
        if (connected == null) {
            throw new EOFException("it has not called yet");
        }
        connected.getOutputStream().write(TurnProfiler.GO);
    }

    private DataInputStream connect() throws IOException {
        DataInputStream connected = in;
        if (connected == null) {
            Socket accepted = server.accept();
            socket = accepted;
            accepted.setTcpNoDelay(true);
            accepted.setSoTimeout(TIMEOUT_MILLIS);
            connected = new DataInputStream(new BufferedInputStream(accepted.getInputStream()));
            process = connected.readLong();
            in = connected;
        }
        return connected;
    }

    /** Ends the process at the other end, if it has connected. */
    void kill() {
        if (process != NO_PROCESS) {
            ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Socket connected = socket;
            if (connected != null) {
                connected.close();
            }
        } catch (IOException e) {
            // Nothing is lost: all messages have been sent.
        }
    }
}
