package org.furwock.bench.jmh;

import org.HdrHistogram.Histogram;

/**
 * The durations of round trips, measured by the thread that begins them: from one of its turns to
 * the next. Only that thread writes them, with one clock reading for each. JMH's synchronization of
 * its threads orders the other accesses.
 */
public final class RoundTrips {

    /** Longer round trips count as this one: other programs had the core. */
    private static final long LONGEST_NANOS = 1_000_000_000L;

    private static final int DIGITS = 2;

    private static Histogram last = empty();

    private final Histogram histogram = empty();
    private boolean running;
    private long previous;

    RoundTrips() {}

    /** An empty histogram with the range and precision of all round trips. */
    public static Histogram empty() {
        return new Histogram(LONGEST_NANOS, DIGITS);
    }

    /** Adds one to a histogram. */
    public static void record(Histogram to, long nanos) {
        to.recordValue(Math.min(LONGEST_NANOS, Math.max(0, nanos)));
    }

    void begin() {
        histogram.reset();
        running = false;
    }

    void completed() {
        long now = System.nanoTime();
        if (running) {
            record(histogram, now - previous);
        }
        running = true;
        previous = now;
    }

    void end() {
        synchronized (RoundTrips.class) {
            last = histogram.copy();
        }
    }

    /** The round trips of the last iteration that ended; empty at the second call. */
    public static Histogram takeLast() {
        synchronized (RoundTrips.class) {
            Histogram taken = last;
            last = empty();
            return taken;
        }
    }
}
