package org.furwock.futex.parking;

import java.util.concurrent.TimeUnit;

/**
 * When to give up.
 *
 * @param deadline an absolute time in nanoseconds, {@link #NEVER} for never
 * @param realtime whether it is on the wall clock, which somebody may set, or on the clock of
 *     {@link System#nanoTime()}
 */
public record Time(long deadline, boolean realtime) {

    /** A deadline that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    // The wall clock may be set while a thread sleeps, and nobody tells the thread.
    private static final long WALL_CLOCK_SLICE = 100_000_000L;

    boolean isBounded() {
        return deadline != NEVER;
    }

    /** Nanoseconds to the deadline on its clock; 0 or less when it has passed. */
    long remaining() {
        return deadline - (realtime ? wallClock() : System.nanoTime());
    }

    /** How long to sleep before looking at the clock again. */
    long nap() {
        return realtime ? Math.min(remaining(), WALL_CLOCK_SLICE) : remaining();
    }

    /** In whole milliseconds, which takes no memory: never ahead of the time. */
    private static long wallClock() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }
}
