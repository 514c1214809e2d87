package org.furwock.sync.shared;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.furwock.futex.FutexWord;

/** A condition between threads that do not die. */
public final class RobustConditionAsCondition implements Condition {

    private final RobustCondition condition;

    /** On a word of a region. */
    public RobustConditionAsCondition(RobustMutexAsLock lock, FutexWord sequence) {
        condition = new RobustCondition(lock.mutex(), sequence);
    }

    @Override
    public void await() throws InterruptedException {
        try {
            condition.await();
        } catch (OwnerDiedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void awaitUninterruptibly() {
        try {
            condition.awaitUninterruptibly();
        } catch (OwnerDiedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public long awaitNanos(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        await(nanos, TimeUnit.NANOSECONDS);
        return end - System.nanoTime();
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        try {
            return condition.await(time, unit);
        } catch (OwnerDiedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // the interface has it so
    public boolean awaitUntil(Date deadline) throws InterruptedException {
        return await(deadline.getTime() - System.currentTimeMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void signal() {
        condition.signal();
    }

    @Override
    public void signalAll() {
        condition.signalAll();
    }
}
