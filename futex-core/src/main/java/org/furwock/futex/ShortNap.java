package org.furwock.futex;

import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.lowlevel.InterruptStatus;

/**
 * What an operation does if there is no memory: it sleeps for a moment; then a wake tries again,
 * and a wait returns. Every wait may return early, so a waiter loses nothing. An error would leave
 * locks and conditions half changed.
 */
final class ShortNap {

    private static final long NANOS = 1_000_000;

    private ShortNap() {}

    /** Loads this class, which takes memory. */
    static void load() {}

    /**
     * How a wait without memory ends, after a moment.
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
