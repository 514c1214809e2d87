package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.locks.Condition;
import org.furwock.sync.ReadWriteSubject.Inspected;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conditions of the JDK's ReentrantReadWriteLock, and of ours. */
@Timeout(600)
class ReadWriteConditionContractTest {

    private static final String SUBJECTS = "org.furwock.sync.ReadWriteSubject#all";

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void shouldHaveConditionsForWritersOnly(ReadWriteSubject subject) throws Exception {
        Inspected lock = subject.make();
        assertThatThrownBy(lock.readLock()::newCondition)
                .isInstanceOf(UnsupportedOperationException.class);
        Condition condition = lock.writeLock().newCondition();
        assertThatThrownBy(condition::await).isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);
        lock.readLock().lock();
        assertThatThrownBy(condition::signalAll).isInstanceOf(IllegalMonitorStateException.class);
        lock.readLock().unlock();
        assertThatThrownBy(() -> lock.hasWaiters(condition))
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(() -> lock.hasWaiters(subject.make().writeLock().newCondition()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> lock.getWaitQueueLength(null))
                .isInstanceOf(NullPointerException.class);
        Background<Integer> sleeper =
                Background.call(
                        () -> {
                            lock.writeLock().lock();
                            lock.writeLock().lock();
                            condition.await();
                            int holds = lock.getWriteHoldCount();
                            lock.writeLock().unlock();
                            lock.writeLock().unlock();
                            return holds;
                        });
        sleeper.awaitBlocked();
        lock.readLock().lock();
        lock.readLock().unlock();
        lock.writeLock().lock();
        assertThat(lock.hasWaiters(condition)).isTrue();
        assertThat(lock.getWaitQueueLength(condition)).isEqualTo(1);
        assertThat(lock.getWaitingThreads(condition)).containsExactly(sleeper.thread());
        assertThat(condition.awaitNanos(1_000)).isNegative();
        condition.signal();
        assertThat(lock.hasWaiters(condition)).isFalse();
        assertThat(lock.hasQueuedThread(sleeper.thread())).as("before the unlock").isTrue();
        assertThat(lock.getQueuedWriterThreads()).containsExactly(sleeper.thread());
        lock.writeLock().unlock();
        assertThat(sleeper.join()).isEqualTo(2);
    }

    /** A writer that returns from a condition waits for readers that have come meanwhile. */
    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void shouldWaitForReadersWhenItComesBackFromACondition(ReadWriteSubject subject)
            throws Exception {
        Inspected lock = subject.make();
        Condition condition = lock.writeLock().newCondition();
        Background<Integer> sleeper =
                Background.call(
                        () -> {
                            lock.writeLock().lock();
                            try {
                                condition.await();
                                return -1;
                            } catch (InterruptedException e) {
                                return lock.getReadLockCount();
                            } finally {
                                lock.writeLock().unlock();
                            }
                        });
        sleeper.awaitBlocked();
        LockHolder reader = new LockHolder(lock.readLock());
        sleeper.thread().interrupt();
        while (!lock.hasQueuedThread(sleeper.thread()) && !sleeper.isDone()) {
            Thread.onSpinWait();
        }
        reader.letGo();
        assertThat(sleeper.join()).isZero();
    }

    /** The JDK's lock forgets the read hold: it takes the reader in between for the first one. */
    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void shouldHaveItsReadHoldsAgainAfterACondition(ReadWriteSubject subject) throws Exception {
        Assumptions.assumeTrue(subject.ours());
        Inspected lock = subject.make();
        Condition condition = lock.writeLock().newCondition();
        Background<Integer> sleeper =
                Background.call(
                        () -> {
                            lock.writeLock().lock();
                            lock.readLock().lock();
                            condition.await();
                            int holds = lock.getReadHoldCount();
                            lock.readLock().unlock();
                            lock.writeLock().unlock();
                            return holds;
                        });
        sleeper.awaitBlocked();
        lock.readLock().lock();
        assertThat(lock.getReadLockCount()).isEqualTo(1);
        lock.readLock().unlock();
        lock.writeLock().lock();
        condition.signal();
        lock.writeLock().unlock();
        assertThat(sleeper.join()).isEqualTo(1);
        assertThat(lock.getReadLockCount()).isZero();
    }
}
