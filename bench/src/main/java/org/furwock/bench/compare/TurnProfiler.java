package org.furwock.bench.compare;

import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.furwock.bench.jmh.RoundTrips;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;

/**
 * Makes JMH wait for its turn before each iteration, outside the measured time, and reports the
 * result of the turn. So the benchmarks of peers, started side by side, take turns and never work
 * at the same time.
 */
public final class TurnProfiler implements InternalProfiler {

    static final int GO = 'g';

    private final int port;
    private @Nullable Socket turns;
    private int finished;

    /**
     * Called by JMH: for the instance that is used, where the benchmark runs, and perhaps for an
     * unused one elsewhere.
     *
     * @param port the port of the {@link TurnLine}
     */
    public TurnProfiler(String port) {
        this.port = Integer.parseInt(port);
    }

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
        if (result.getRawPrimaryResults().isEmpty()) {
            return List.of(); // it failed, and JMH is about to report that
        }
        try {
            report(timePerOperation(scores(result)), RoundTrips.takeLast());
            finished++;
            if (finished
                    == benchmark.getWarmup().getCount() + benchmark.getMeasurement().getCount()) {
                // The rest is work too, and would disturb the turns of the others.
                awaitCall();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of();
    }

    /**
     * The time of all threads divided by the operations of all threads. So the ratio of two such
     * times is a ratio of throughput. In JMH's own average over the threads, a thread with few
     * operations would outweigh all others.
     */
    static double timePerOperation(double... ofThreads) {
        return ofThreads.length / Arrays.stream(ofThreads).map(time -> 1 / time).sum();
    }

    private static double[] scores(IterationResult result) {
        DoubleStream.Builder scores = DoubleStream.builder();
        for (Result<?> thread : result.getRawPrimaryResults()) {
            scores.add(thread.getScore());
        }
        return scores.build().toArray();
    }

    private void report(double nanos, Histogram roundTrips) throws IOException {
        ByteBuffer encoded = ByteBuffer.allocate(roundTrips.getNeededByteBufferCapacity());
        int length = roundTrips.encodeIntoByteBuffer(encoded);
        DataOutputStream out = new DataOutputStream(connection().getOutputStream());
        out.writeDouble(nanos);
        out.writeInt(length);
        out.write(encoded.array(), 0, length);
        out.flush();
    }

    private void awaitCall() throws IOException {
        if (connection().getInputStream().read() != GO) {
            throw new EOFException("the controller has closed the connection");
        }
    }

    private Socket connection() throws IOException {
        Socket socket = turns;
        if (socket == null) {
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
