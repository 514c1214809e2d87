package org.furwock.futex;

import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.lowlevel.InterruptStatus;

/**
 * What is left to do without memory: to sleep for a moment, and to try again, or, if it is a wait,
 * to return. A waiter loses nothing, since every wait may return early; an error would leave locks
 * and conditions in the middle of something.
 */
final class ShortNap {

    private static final long NANOS = 1_000_000;

    private ShortNap() {}

    /** Loads this class: to load it takes memory, too. */
    static void load() {}

    /**
     * How such a wait ends.
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

    /** Stays away for a moment. */
    static void take() {
        if (InterruptStatus.isSet()) {
            Thread.yield(); // it would not be parked
        } else {
            LockSupport.parkNanos(NANOS);
        }
    }
}
