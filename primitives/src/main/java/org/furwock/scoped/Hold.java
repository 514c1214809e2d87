package org.furwock.scoped;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.locks.Lock;

/**
 * One hold of a lock, for a {@code try} with resources: {@link ScopedLock#hold()} locks, {@link
 * #close} unlocks.
 *
 * <p><b>Closing twice</b> unlocks once. The second close does nothing, whether or not the thread
 * still holds a reentrant lock. A close that fails, because the caller does not hold the lock or
 * has no stack, leaves the hold open.
 *
 * <p><b>Threads.</b> A hold belongs to the thread that made it, and so does the lock: a close by
 * another thread does what an unlock by that thread does. Two threads must not close one hold at
 * the same time.
 *
 * <p><b>Memory.</b> HotSpot's C2 does not allocate a hold that does not leave its {@code try}
 * statement. The interpreter and C1 allocate 24 bytes or less, before the lock is acquired.
 *
 * @since 1.0
 */
public final class Hold implements AutoCloseable {

    private final Lock lock;
    private boolean open = true;

    /** Called by {@link ScopedLock#hold()}, before it acquires the lock. */
    Hold(Lock lock) {
        this.lock = requireNonNull(lock, "lock");
    }

    /**
     * Unlocks, if this has not been done by an earlier close.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the lock
     */
    @Override
    public void close() {
        if (open) {
            lock.unlock();
            open = false; // afterwards: an unlock that failed can be repeated
        }
    }

    /** Whether this hold has not been closed. */
    public boolean isOpen() {
        return open;
    }

    @Override
    public String toString() {
        return super.toString() + (open ? "[of " : "[closed, of ") + lock + "]";
    }
}
