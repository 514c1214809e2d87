package org.furwock.bench.jmh;

import org.HdrHistogram.Histogram;

/**
 * How long each round trip took, as the thread sees it that begins them: from one turn to its next.
 * Written by that thread alone, a clock reading for each; JMH's own threads order the rest.
 */
public final class RoundTrips {

    /** Longer ones count as this one: somebody else had the core. */
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

    /** Those of the iteration that ended last; they are handed out once. */
    public static Histogram takeLast() {
        synchronized (RoundTrips.class) {
            Histogram taken = last;
            last = empty();
            return taken;
        }
    }
}
