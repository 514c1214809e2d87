package org.furwock.sync;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** One end of the line between {@link Twins} and {@link TwinMain}. */
final class TwinLine {

    private final ObjectOutputStream out;
    private final InputStream source;
    private ObjectInputStream in;

    TwinLine(InputStream source, OutputStream sink) throws IOException {
        this.source = new BufferedInputStream(source);
        out = new ObjectOutputStream(new BufferedOutputStream(sink));
        out.flush();
    }

    synchronized void send(TwinMessage message) {
        try {
            out.writeObject(message);
            out.reset();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next message; by one thread. */
    TwinMessage receive() throws IOException {
        try {
            if (in == null) {
                in = new ObjectInputStream(source); // waits for the other end
            }
            return (TwinMessage) in.readObject();
        } catch (ClassNotFoundException e) {
            throw new AssertionError("the processes have not the same classes", e);
        }
    }
}
