package org.furwock.sync;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.Deadline;
import org.furwock.scoped.ScopedLock;
import org.furwock.waiting.Interrupts;
import org.jspecify.annotations.Nullable;

/**
 * A lock of a {@link RwLock} that one thread at a time holds: its owner, and the common methods of
 * {@link Lock}. Only the owner writes the owner field: after it acquires the lock, and before it
 * releases it. Other threads read the field only to compare it with themselves, or to show it.
 */
abstract class ExclusiveLock extends AbstractOwnableSynchronizer implements ScopedLock {

    private static final long serialVersionUID = 1L;

    static { // A thread must be able to wait in a full heap.
        RwLockWait.load();
    }

    ExclusiveLock() {}

    /** Locks; waits as long as it takes. */
    @Override
    public void lock() {
        acquire(false, Deadline.NEVER);
    }

    /**
     * Locks, unless the thread is or gets interrupted.
     *
     * @throws InterruptedException if the thread is or gets interrupted; the lock is not held
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        Interrupts.check();
        if (!acquire(true, Deadline.NEVER)) {
            throw Interrupts.consume();
        }
    }

    /**
     * Locks within a time, unless the thread is or gets interrupted. A time of 0 or less is a try.
     *
     * @throws InterruptedException if the thread is or gets interrupted; the lock is not held
     */
    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(time);
        Interrupts.check();
        if (nanos <= 0) {
            return tryLock();
        }
        boolean locked = acquire(true, Deadline.ofTimeout(nanos));
        if (!locked) {
            Interrupts.check();
        }
        return locked;
    }

    /** Whether the lock is held; if not, the deadline passed or the thread was interrupted. */
    abstract boolean acquire(boolean interruptible, Deadline deadline);

    /** Called by a thread that has tried to become the owner. */
    final boolean owned(boolean locked) {
        if (locked) {
            setExclusiveOwnerThread(Thread.currentThread());
        }
        return locked;
    }

    final void requireOwner() {
        if (!isHeldByCurrentThread()) {
            throw new IllegalMonitorStateException("not held by the current thread: " + this);
        }
    }

    /** Called by any thread: the owner, as it was written last. */
    final @Nullable Thread owner() {
        return getExclusiveOwnerThread();
    }

    /** Whether the calling thread holds the lock. */
    public boolean isHeldByCurrentThread() {
        return getExclusiveOwnerThread() == Thread.currentThread();
    }
}
