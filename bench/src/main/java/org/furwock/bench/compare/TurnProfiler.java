package org.furwock.bench.compare;

import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;

/**
 * Makes a JMH fork wait for its turn before each iteration, outside of what is measured. The forks
 * of peers, started side by side, then work by turns, and never at the same time.
 */
public final class TurnProfiler implements InternalProfiler {

    static final String PORT_PROPERTY = "furwock.bench.turns";
    static final int GO = 'g';
    static final int DONE = 'd';

    private @Nullable Socket turns;
    private int finished;

    /** JMH makes one in the fork, which is used, and one outside, which is not. */
    public TurnProfiler() {}

    @Override
    public String getDescription() {
        return "waits for its turn before each iteration (used by compare)";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        try {
            awaitCall();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        try {
            connection().getOutputStream().write(DONE);
            finished++;
            if (finished
                    == benchmark.getWarmup().getCount() + benchmark.getMeasurement().getCount()) {
                // The end of a JVM is work too, and would fall into the turns of the others.
                awaitCall();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of();
    }

    private void awaitCall() throws IOException {
        if (connection().getInputStream().read() != GO) {
            throw new EOFException("nobody is there to say whose turn it is");
        }
    }

    private Socket connection() throws IOException {
        Socket socket = turns;
        if (socket == null) {
            Integer port = Integer.getInteger(PORT_PROPERTY);
            if (port == null) {
                throw new IOException(PORT_PROPERTY + " is not set");
            }
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            turns = socket;
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeLong(ProcessHandle.current().pid());
            out.flush();
        }
        return socket;
    }
}
