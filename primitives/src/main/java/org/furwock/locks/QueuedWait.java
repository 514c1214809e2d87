package org.furwock.locks;

import java.util.Collection;
import org.furwock.futex.Deadline;
import org.furwock.locks.WaitQueue.Waiter;
import org.furwock.watch.WaitRecord;
import org.furwock.watch.WaitTable;
import org.jspecify.annotations.Nullable;

/** A thread's wait in the queue of a lock, or for readers, as the search for deadlocks sees it. */
final class QueuedWait extends WaitRecord {

    private final QueuedLock lock;
    private final Waiter waiter;
    private final boolean drains;

    private QueuedWait(QueuedLock lock, Waiter waiter, boolean drains, int properties) {
        super(properties);
        this.lock = lock;
        this.waiter = waiter;
        this.drains = drains;
    }

    /**
     * By the waiter's thread.
     *
     * @param drains whether it waits for readers, and has all else
     * @return null without memory or stack: the wait is not seen
     */
    static @Nullable WaitRecord enter(
            QueuedLock lock,
            Waiter waiter,
            boolean drains,
            boolean interruptible,
            Deadline deadline) {
        boolean timed = deadline != Deadline.NEVER;
        int properties = WaitRecord.properties(interruptible, timed, !waiter.mustEnter);
        try {
            return WaitTable.enter(new QueuedWait(lock, waiter, drains, properties));
        } catch (OutOfMemoryError | StackOverflowError e) {
            return null;
        }
    }

    /**
     * By a thread that has released the lock to wait on a condition. A signal moves it to the
     * queue, and it sleeps on there: so this is a wait for the lock from the signal on.
     */
    static @Nullable WaitRecord enterOnCondition(QueuedLock lock, Waiter waiter) {
        return enter(lock, waiter, false, false, Deadline.NEVER);
    }

    @Override
    protected boolean isForLock() {
        return waiter.status != Waiter.ON_CONDITION;
    }

    @Override
    protected Object lock() {
        return lock.shown();
    }

    @Override
    protected String mode() {
        return waiter.reads ? "read" : lock.exclusiveMode();
    }

    @Override
    protected @Nullable String site() {
        return lock.site();
    }

    @Override
    protected void addHolders(Collection<Thread> to) {
        if (drains) {
            lock.addReaders(to);
        } else {
            lock.addHolders(to);
        }
    }

    @Override
    protected void wake() {
        waiter.unpark();
    }
}
