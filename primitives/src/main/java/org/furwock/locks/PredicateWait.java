package org.furwock.locks;

import static java.util.Objects.requireNonNull;

import java.util.function.BooleanSupplier;
import org.furwock.futex.Deadline;
import org.furwock.futex.WaitResult;
import org.furwock.waiting.PredicateQueue;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits under a {@link FutexReentrantLock} until a predicate is true. It sleeps on a
 * condition of its own. To select it is to signal this condition: that puts it into the lock's
 * queue, and the release wakes it there as any other waiter ({@link QueuedLock}). If a time-out or
 * an interrupt comes before the signal, the signal does nothing, and the thread is in the queue
 * anyway. As the only waiter of its condition, it spins before it sleeps if that has paid before.
 */
final class PredicateWait extends PredicateQueue.Waiter {

    private final FutexReentrantLock lock;
    private @Nullable QueuedCondition condition;

    PredicateWait(FutexReentrantLock lock, BooleanSupplier predicate) {
        super(predicate);
        this.lock = lock;
    }

    @Override
    protected boolean evaluate() {
        return lock.evaluate(predicate);
    }

    @Override
    protected WaitResult sleep(boolean interruptible, Deadline deadline) {
        if (condition == null) {
            condition = new QueuedCondition(lock);
        }
        WaitResult end = condition.waitForSignal(interruptible, deadline);
        if (end == WaitResult.INTERRUPTED) {
            Thread.currentThread().interrupt(); // it counts only if the predicate is false now
        }
        return end;
    }

    @Override
    protected void select() {
        requireNonNull(condition).signal();
    }
}
