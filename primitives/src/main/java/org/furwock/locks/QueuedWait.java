package org.furwock.locks;

import java.util.Collection;
import org.furwock.futex.Deadline;
import org.furwock.locks.WaitQueue.Waiter;
import org.furwock.watch.WaitFactory;
import org.furwock.watch.WaitRecord;
import org.furwock.watch.WaitTable;
import org.jspecify.annotations.Nullable;

/** A thread's wait in the queue of a lock, or for readers, as the search for deadlocks sees it. */
final class QueuedWait extends WaitRecord {

    private static final WaitFactory<QueuedLock, Waiter> IN_QUEUE = new Factory(false);
    private static final WaitFactory<QueuedLock, Waiter> FOR_READERS = new Factory(true);

    private final QueuedLock lock;
    private final Waiter waiter;
    private final boolean drains;

    private record Factory(boolean drains) implements WaitFactory<QueuedLock, Waiter> {

        @Override
        public WaitRecord create(QueuedLock lock, Waiter waiter, int properties) {
            return new QueuedWait(lock, waiter, drains, properties);
        }
    }

    private QueuedWait(QueuedLock lock, Waiter waiter, boolean drains, int properties) {
        super(properties);
        this.lock = lock;
        this.waiter = waiter;
        this.drains = drains;
    }

    /** Makes this class ready, while there is memory for that. */
    static void load() {
        WaitTable.load();
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
        WaitFactory<QueuedLock, Waiter> factory = drains ? FOR_READERS : IN_QUEUE;
        return WaitTable.enter(factory, lock, waiter, interruptible, deadline, !waiter.mustEnter);
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
