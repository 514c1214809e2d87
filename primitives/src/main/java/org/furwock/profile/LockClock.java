package org.furwock.profile;

import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.lowlevel.Privileged;

/**
 * A coarse clock that costs its readers one load. {@link System#nanoTime()} takes several times as
 * long as an uncontended lock.
 *
 * <p>A thread adds 1 every {@value #PERIOD_NANOS} ns, or later: a sleep never ends early. So a time
 * that begins in tick n and ends in tick m takes at least m − n − 1 periods, however late the
 * thread is scheduled.
 */
final class LockClock {

    /** The least time between two ticks. */
    static final int PERIOD_NANOS = 2_000_000;

    /** The number of ticks so far; never negative. */
    static volatile int tick;

    static {
        Privileged.call(LockClock::start);
    }

    private LockClock() {}

    /** What certainly has passed between two ticks. */
    static long nanosBetween(int from, int to) {
        int whole = ((to - from) & Integer.MAX_VALUE) - 1;
        return Math.max(whole, 0) * (long) PERIOD_NANOS;
    }

    private static Thread start() {
        Thread thread = new Thread(null, LockClock::run, "furwock-profile-clock", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        return thread;
    }

    private static void run() {
        long next = System.nanoTime();
        while (true) {
            long left = next - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(left);
            } else {
                advance();
                next = System.nanoTime() + PERIOD_NANOS;
            }
        }
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes
    private static void advance() {
        tick = (tick + 1) & Integer.MAX_VALUE;
    }
}
