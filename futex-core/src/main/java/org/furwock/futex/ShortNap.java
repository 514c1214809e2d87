package org.furwock.futex;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a wait comes down to if there is no memory for it: a moment's sleep, and a look. Whoever
 * waits loses nothing, since every wait may return early; an error would leave locks and conditions
 * in the middle of something.
 */
final class ShortNap {

    private static final long NANOS = 1_000_000;

    private ShortNap() {}

    /** Has all linked that the other method calls: that takes memory, too. */
    static void prepare() {
        insteadOfWait(true, System.nanoTime(), false);
        insteadOfWait(false, 0, true);
        Thread.yield();
    }

    /** How such a wait ends; the deadline is on the one clock or the other. */
    static WaitResult insteadOfWait(boolean interruptible, long deadline, boolean realtime) {
        if (interruptible && Thread.currentThread().isInterrupted()) {
            return WaitResult.INTERRUPTED;
        }
        long left =
                realtime
                        ? deadline - TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis())
                        : deadline - System.nanoTime();
        if (deadline != Deadline.NEVER_NANOS && left <= 0) {
            return WaitResult.TIMED_OUT;
        }
        take();
        return WaitResult.SPURIOUS;
    }

    /** Stays away for a moment. */
    static void take() {
        if (Thread.currentThread().isInterrupted()) {
            Thread.yield(); // it would not be parked
        } else {
            LockSupport.parkNanos(NANOS);
        }
    }
}
