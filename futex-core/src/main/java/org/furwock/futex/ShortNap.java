package org.furwock.futex;

import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.lowlevel.InterruptStatus;

/**
 * A short sleep of an operation without memory. After it, a wake tries again, and a wait returns.
 * Every wait may return early, so this does no harm. An OutOfMemoryError would leave locks and
 * conditions half changed.
 */
final class ShortNap {

    private static final long NANOS = 1_000_000;

    private ShortNap() {}

    /** Loads this class, since loading allocates. */
    static void load() {}

    /**
     * Sleeps for a moment in place of a wait, and returns the result of the wait.
     *
     * @param over whether its time has passed
     */
    static WaitResult insteadOfWait(boolean interruptible, boolean over) {
        if (interruptible && InterruptStatus.isSet()) {
            return WaitResult.INTERRUPTED;
        }
        if (over) {
            return WaitResult.TIMED_OUT;
        }
        take();
        return WaitResult.SPURIOUS;
    }

    /** Sleeps for a moment. */
    static void take() {
        if (InterruptStatus.isSet()) {
            Thread.yield(); // parkNanos would return at once
        } else {
            LockSupport.parkNanos(NANOS);
        }
    }
}
