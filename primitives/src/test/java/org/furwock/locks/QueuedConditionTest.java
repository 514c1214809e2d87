package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.furwock.sync.Sleepless;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link QueuedCondition} when a sleep fails. */
@Timeout(600)
class QueuedConditionTest {

    /** A lock, the caller's number of holds, and the number of waiters on its condition. */
    private record Subject(Lock lock, Condition condition, IntSupplier holds, IntSupplier waiters) {

        static Subject ofLock() {
            FutexReentrantLock lock = new FutexReentrantLock();
            Condition condition = lock.newCondition();
            return new Subject(
                    lock, condition, lock::getHoldCount, () -> lock.getWaitQueueLength(condition));
        }

        static Subject ofWriteLock() {
            FutexReentrantReadWriteLock both = new FutexReentrantReadWriteLock();
            FutexReentrantReadWriteLock.WriteLock lock = both.writeLock();
            Condition condition = lock.newCondition();
            return new Subject(
                    lock, condition, lock::getHoldCount, () -> both.getWaitQueueLength(condition));
        }
    }

    static Stream<Named<Subject>> subjects() {
        return Stream.of(
                Named.of("lock", Subject.ofLock()), Named.of("write lock", Subject.ofWriteLock()));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void shouldHoldTheLockAgainAndWaitNoMoreWhenTheSleepFails(Subject subject) throws Exception {
        Sleepless.run(
                () -> {
                    subject.lock.lock();
                    subject.lock.lock();
                    assertThatThrownBy(subject.condition::await).hasMessage(Sleepless.MESSAGE);
                    assertThat(subject.holds.getAsInt()).isEqualTo(2);
                    assertThat(subject.waiters.getAsInt()).isZero();
                    subject.lock.unlock();
                    subject.lock.unlock();
                });
        assertThat(subject.lock.tryLock()).isTrue();
        subject.lock.unlock();
    }
}
