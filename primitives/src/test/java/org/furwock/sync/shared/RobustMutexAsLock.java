package org.furwock.sync.shared;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.FutexWord;
import org.furwock.futex.region.SharedRegion;

/** A mutex in a region as a {@code Lock}: its owners are not expected to die. */
public final class RobustMutexAsLock implements Lock {

    private final SharedRegion region;
    private final String slot;
    private final AtomicInteger conditions = new AtomicInteger();
    private final PthreadMutex mutex;
    private final Lock lock;

    /** A {@link PiMutex} if the name of its slot tells so. */
    public RobustMutexAsLock(SharedRegion region, String slot) {
        this.region = region;
        this.slot = slot;
        mutex = MutexPeer.mutex(region, slot);
        lock =
                mutex.asLock(
                        death -> {
                            throw new AssertionError("no owner dies here", death);
                        });
    }

    RobustMutex mutex() {
        return (RobustMutex) mutex;
    }

    @Override
    public void lock() {
        lock.lock();
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        lock.lockInterruptibly();
    }

    @Override
    public boolean tryLock() {
        return lock.tryLock();
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return lock.tryLock(time, unit);
    }

    @Override
    public void unlock() {
        lock.unlock();
    }

    @Override
    public Condition newCondition() {
        String name = slot + " " + conditions.incrementAndGet();
        FutexWord word = region.slot(name, "int", Integer.BYTES).word(0);
        return new RobustConditionAsCondition(this, word);
    }
}
