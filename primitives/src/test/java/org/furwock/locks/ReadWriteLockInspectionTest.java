package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Test;

/** What the read-write lock tells of itself to threads that do not hold it. */
@HangBound
class ReadWriteLockInspectionTest {

    /** A compiler must not take the field that it reads out of the loop. */
    @Test
    void shouldShowAWriterToAThreadThatOnlyLooks() throws Exception {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
        AtomicBoolean looking = new AtomicBoolean();
        Task<Boolean> looker =
                TestThreads.start(
                        () -> {
                            for (int i = 0; i < 100_000; i++) { // until it is compiled
                                assertThat(lock.isWriteLocked()).isFalse();
                            }
                            looking.set(true);
                            while (!lock.isWriteLocked()) {}
                            return true;
                        });
        Sleepers.await(looking::get, () -> "the thread should look");
        lock.writeLock().lock();
        assertThat(looker.get()).isTrue();
    }

    @Test
    void shouldNotCountReadHoldsThatAWaitOnAConditionHasGivenUp() {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
        Condition condition = lock.writeLock().newCondition();
        AtomicBoolean signalled = new AtomicBoolean();
        Task<Void> waiter =
                TestThreads.start(
                        () -> {
                            for (int i = 0; i < 10_000; i++) { // until it has a slot
                                lock.readLock().lock();
                                lock.readLock().unlock();
                            }
                            lock.writeLock().lock();
                            for (int i = 0; i < 5; i++) {
                                lock.readLock().lock();
                            }
                            while (!signalled.get()) {
                                condition.await();
                            }
                            return null;
                        });
        Sleepers.await(
                () -> {
                    lock.writeLock().lock();
                    try {
                        return lock.hasWaiters(condition);
                    } finally {
                        lock.writeLock().unlock();
                    }
                },
                () -> "the thread should wait");
        assertThat(lock.getReadLockCount()).isZero();
        lock.writeLock().lock();
        signalled.set(true);
        condition.signal();
        lock.writeLock().unlock();
        waiter.get();
        assertThat(lock.getReadLockCount()).isEqualTo(5);
    }

    @Test
    void shouldNotCallAMethodThatASubclassOverrides() {
        FutexReentrantReadWriteLock lock =
                new FutexReentrantReadWriteLock() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected Collection<Thread> getWaitingThreads(Condition condition) {
                        return hasWaiters(condition)
                                ? super.getWaitingThreads(condition)
                                : List.of();
                    }
                };
        Condition condition = lock.writeLock().newCondition();
        lock.writeLock().lock();
        assertThat(lock.hasWaiters(condition)).isFalse();
        assertThat(lock.getWaitQueueLength(condition)).isZero();
    }
}
