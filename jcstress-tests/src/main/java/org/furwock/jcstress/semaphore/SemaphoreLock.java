package org.furwock.jcstress.semaphore;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.sync.Semaphore;

/** A semaphore as a lock: each acquisition takes all of its permits at once. */
public final class SemaphoreLock implements Lock {

    private final Semaphore semaphore;
    private final int permits;

    /** A semaphore with one permit. */
    SemaphoreLock(boolean fair) {
        this(new Semaphore(1, fair), 1);
    }

    /** A lock that takes this many permits at a time. */
    public SemaphoreLock(Semaphore semaphore, int permits) {
        this.semaphore = semaphore;
        this.permits = permits;
    }

    @Override
    public void lock() {
        semaphore.acquireUninterruptibly(permits);
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        semaphore.acquire(permits);
    }

    @Override
    public boolean tryLock() {
        return semaphore.tryAcquire(permits);
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return semaphore.tryAcquire(permits, time, unit);
    }

    @Override
    public void unlock() {
        semaphore.release(permits);
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException();
    }
}
