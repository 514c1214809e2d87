package org.furwock.bench.programs;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.furwock.bench.jmh.RoundTrips;

/** The threads that run a program in turns. Between turns they sleep. */
final class Crowd {

    /** One operation in this many is timed: a clock reading costs as much as a short operation. */
    private static final int TIMED = 8;

    private static final long MULTIPLIER = 6364136223846793005L;
    private static final long INCREMENT = 1442695040888963407L;

    private final Program program;
    private final int threads;
    private final ExecutorService executor;
    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Keeps the results of operations, so that the compiler cannot remove the work. */
    private volatile long effect;

    Crowd(Program program, int threads) {
        this.program = program;
        this.threads = threads;
        this.executor = Executors.newFixedThreadPool(threads, Crowd::daemon);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * @param nanos the time of the turn divided by all operations
     * @param processorNanos the processor time of the process divided by all operations
     * @param operations the durations of operations
     */
    record Turn(double nanos, double processorNanos, Histogram operations) {}

    private record Share(long count, Histogram histogram) {}

    /**
     * Runs the program for a number of milliseconds.
     *
     * @throws ExecutionException if the program failed
     */
    Turn work(int millis) throws InterruptedException, ExecutionException {
        long processor = system.getProcessCpuTime();
        long start = System.nanoTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
        List<Future<Share>> shares = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            long seed = start + i;
            shares.add(executor.submit(() -> share(seed, end)));
        }
        Histogram all = RoundTrips.empty();
        long count = 0;
        for (Future<Share> share : shares) {
            count += share.get().count;
            all.add(share.get().histogram);
        }
        double elapsed = System.nanoTime() - start;
        double used = system.getProcessCpuTime() - processor;
        return new Turn(elapsed / count, used / count, all);
    }

    private Share share(long seed, long end) throws Exception {
        Histogram histogram = RoundTrips.empty();
        long random = seed * MULTIPLIER;
        long result = 0;
        long count = 0;
        long before = System.nanoTime();
        do { // at least once, also after a late start
            random = random * MULTIPLIER + INCREMENT;
            result += program.operate(random);
            RoundTrips.record(histogram, System.nanoTime() - before);
            for (int i = 1; i < TIMED; i++) {
                random = random * MULTIPLIER + INCREMENT;
                result += program.operate(random);
            }
            count += TIMED;
            before = System.nanoTime();
        } while (before < end);
        effect = result;
        return new Share(count, histogram);
    }

    /** The result of the last turn. */
    long effect() {
        return effect;
    }
}
