package org.furwock.sync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;

/** What one thread holds of one read lock. It refers to the thread, weakly, and to no lock. */
final class ReaderRecord extends WeakReference<Thread> {

    private static final VarHandle HOLDS;

    static {
        try {
            HOLDS = MethodHandles.lookup().findVarHandle(ReaderRecord.class, "holds", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Written by the thread alone. Positive: how often it holds the lock, which it has got by this
     * record. Negative: minus that, if it has got the lock by the count.
     */
    private volatile int holds;

    /**
     * How often it has got the lock: by this record, in {@link ReadDoor}; by the word, in {@link
     * BiasedRwLockWord}. The thread's, and a guess to others.
     */
    int entries;

    /** The number of writes when it looked last, in {@link ReadDoor}; the thread's. */
    int writesSeen;

    // So large that the holds of two records are never in one pair of cache lines.
    long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13;

    ReaderRecord(Thread thread) {
        super(thread);
    }

    /** By its thread. */
    int holds() {
        return (int) HOLDS.get(this);
    }

    /** By its thread. */
    void setHolds(int value) {
        HOLDS.setRelease(this, value);
    }

    /** By anybody. */
    int seenHolds() {
        return (int) HOLDS.getAcquire(this);
    }

    /** Whether it may be replaced. */
    boolean isAbandoned() {
        Thread thread = get();
        return (thread == null || !thread.isAlive()) && holds == 0;
    }
}
