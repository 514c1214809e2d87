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
 * Makes JMH wait for its turn before each iteration, outside of what is measured, and hands over
 * what came of it. The benchmarks of peers, started side by side, then work by turns, and never at
 * the same time.
 */
public final class TurnProfiler implements InternalProfiler {

    static final int GO = 'g';

    private final int port;
    private @Nullable Socket turns;
    private int finished;

    /**
     * JMH makes one where the benchmark runs, which is used, and may make one elsewhere, which is
     * not.
     *
     * @param port where to ask whose turn it is
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
            return List.of(); // it failed, and JMH is about to say so
        }
        try {
            report(timePerOperation(scores(result)), RoundTrips.takeLast());
            finished++;
            if (finished
                    == benchmark.getWarmup().getCount() + benchmark.getMeasurement().getCount()) {
                // What follows is work too, and would fall into the turns of the others.
                awaitCall();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of();
    }

    /**
     * The time of all threads together divided by all of their operations: the ratio of two of
     * these is one of throughput. JMH's own average over the threads would let one that hardly got
     * in weigh more than all others.
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
            throw new EOFException("nobody is there to say whose turn it is");
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
