package org.furwock.jcstress.semaphore;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.sync.Semaphore;

/** A semaphore with one permit is a lock. */
final class SemaphoreLock implements Lock {

    private final Semaphore semaphore;

    SemaphoreLock(boolean fair) {
        semaphore = new Semaphore(1, fair);
    }

    @Override
    public void lock() {
        semaphore.acquireUninterruptibly();
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        semaphore.acquire();
    }

    @Override
    public boolean tryLock() {
        return semaphore.tryAcquire();
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return semaphore.tryAcquire(time, unit);
    }

    @Override
    public void unlock() {
        semaphore.release();
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException();
    }
}
