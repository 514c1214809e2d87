package org.furwock.bench.jmh;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.furwock.bench.jmh.ProcessRoundTrip.Way;
import org.furwock.futex.region.SharedRegion;
import org.furwock.sync.Event;
import org.furwock.sync.shared.SharedPrimitives;

/** One end of a connection between two processes, which carries one number at a time. */
interface ProcessLine extends Closeable {

    /** The prefix of the names of folders. */
    String PREFIX = "furwock-bench";

    /** Sends a number. */
    void send(long number) throws IOException;

    /** Waits for a number. */
    long receive() throws IOException;

    /**
     * A folder for the file or socket that both open: in memory, if the system has a place for
     * that.
     */
    static Path newFolder() throws IOException {
        Path memory = SharedRegion.DEFAULT_DIRECTORY;
        return Files.isWritable(memory)
                ? Files.createTempDirectory(memory, PREFIX)
                : Files.createTempDirectory(PREFIX);
    }

    /**
     * The end of the process that has created the folder and starts the other process afterwards.
     */
    static Near near(Way way, Path folder) throws IOException {
        return switch (way) {
            case EVENT -> {
                SharedRegion region = SharedRegion.at(region(folder)).create();
                InRegion line = new InRegion(region, "request", "reply");
                yield () -> {
                    region.unlink();
                    return line;
                };
            }
            case UNIX_SOCKET -> {
                ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                server.bind(socket(folder));
                yield () -> {
                    try (server) {
                        return new OverSocket(server.accept());
                    } finally {
                        Files.delete(socket(folder).getPath());
                    }
                };
            }
        };
    }

    /** The end of the other process. */
    static ProcessLine far(Way way, Path folder) throws IOException {
        return switch (way) {
            case EVENT -> new InRegion(SharedRegion.at(region(folder)).open(), "reply", "request");
            case UNIX_SOCKET -> new OverSocket(SocketChannel.open(socket(folder)));
        };
    }

    private static Path region(Path folder) {
        return folder.resolve("region");
    }

    private static UnixDomainSocketAddress socket(Path folder) {
        return UnixDomainSocketAddress.of(folder.resolve("socket"));
    }

    /** An end that the other process can join. */
    interface Near {
        /**
         * Waits for the other end and returns the connection. Deletes the file or socket in the
         * folder.
         */
        ProcessLine join() throws IOException;
    }

    /** Two events in a region, each with a slot for its number. */
    final class InRegion implements ProcessLine {
        private final SharedRegion region;
        private final Event out;
        private final ByteBuffer outData;
        private final Event in;
        private final ByteBuffer inData;

        InRegion(SharedRegion region, String out, String in) {
            this.region = region;
            this.out = SharedPrimitives.event(region, out, Event.Reset.AUTO);
            this.in = SharedPrimitives.event(region, in, Event.Reset.AUTO);
            outData = region.slot(out + " data", "long", Long.BYTES).buffer();
            inData = region.slot(in + " data", "long", Long.BYTES).buffer();
        }

        @Override
        public void send(long number) {
            outData.putLong(0, number);
            out.set();
        }

        @Override
        public long receive() {
            in.awaitUninterruptibly();
            return inData.getLong(0);
        }

        @Override
        public void close() {
            region.close();
        }
    }

    /** A connected socket. */
    final class OverSocket implements ProcessLine {
        private final SocketChannel channel;
        private final ByteBuffer data = ByteBuffer.allocateDirect(Long.BYTES);

        OverSocket(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void send(long number) throws IOException {
            data.clear().putLong(0, number);
            while (data.hasRemaining()) {
                channel.write(data);
            }
        }

        @Override
        public long receive() throws IOException {
            data.clear();
            while (data.hasRemaining()) {
                if (channel.read(data) < 0) {
                    throw new EOFException("the other process has closed the connection");
                }
            }
            return data.getLong(0);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
