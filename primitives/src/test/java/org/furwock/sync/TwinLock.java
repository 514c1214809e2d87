package org.furwock.sync;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import org.furwock.sync.shared.RobustConditionAsCondition;
import org.furwock.sync.shared.RobustMutexAsLock;

/** A lock of {@link Twins} whose conditions are in shared memory, too. */
final class TwinLock implements Lock {

    private static final AtomicInteger MUTEXES = new AtomicInteger();

    private final Lock lock;
    private final Function<Lock, Condition> conditions;

    private TwinLock(Lock lock, Function<Lock, Condition> conditions) {
        this.lock = lock;
        this.conditions = conditions;
    }

    static Lock mutex() {
        Twins twins = Twins.get();
        return new TwinLock(
                twins.make(Lock.class, Mutex.class, twins.words(1)[0]),
                lock ->
                        twins.make(
                                Condition.class,
                                MutexCondition.class,
                                lock,
                                twins.words(MutexCondition.WORDS)));
    }

    static Lock robustMutex() {
        Twins twins = Twins.get();
        return new TwinLock(
                twins.make(Lock.class, RobustMutexAsLock.class, twins.region(), slot("robust ")),
                lock ->
                        twins.make(
                                Condition.class,
                                RobustConditionAsCondition.class,
                                lock,
                                twins.words(1)[0]));
    }

    static Lock piMutex() {
        Twins twins = Twins.get();
        return twins.make(Lock.class, RobustMutexAsLock.class, twins.region(), slot("pi "));
    }

    /** An unused name. */
    static String slot(String kind) {
        return kind + MUTEXES.incrementAndGet();
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
        return conditions.apply(lock);
    }
}
