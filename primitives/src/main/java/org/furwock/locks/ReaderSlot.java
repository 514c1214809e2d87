package org.furwock.locks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.furwock.futex.lowlevel.FieldHandles;

/** One thread's holds of one read lock. It refers to the thread weakly, and to no lock. */
final class ReaderSlot extends WeakReference<Thread> {

    private static final VarHandle HOLDS =
            FieldHandles.find(MethodHandles.lookup(), "holds", int.class);

    /**
     * Written by the thread only. Positive: the number of its holds, which it acquired by this
     * slot. Negative: minus that number, if it acquired them by the count.
     */
    private volatile int holds;

    /**
     * How often the thread has acquired the lock by this slot; other threads may see an old value.
     */
    int acquisitions;

    /** Written by the thread only: whether it waits on a condition, and has given its holds up. */
    volatile boolean isSuspended;

    /** With a profile, by the thread: when its timed hold began; 0 if its hold is not timed. */
    long timedSince;

    /** The number of writes at the thread's last sample. */
    int writesSeen;

    // Padding: the fields of two slots are never in one pair of cache lines.
    long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12;

    ReaderSlot(Thread thread) {
        super(thread);
    }

    /** Called by its thread. */
    int holds() {
        return (int) HOLDS.get(this);
    }

    /** Called by its thread. */
    void setHolds(int value) {
        HOLDS.setRelease(this, value);
    }

    /** Called by any thread. */
    int seenHolds() {
        return (int) HOLDS.getAcquire(this);
    }

    /** Whether it may be replaced. */
    boolean isAbandoned() {
        Thread thread = get();
        return (thread == null || !thread.isAlive()) && holds == 0;
    }
}
