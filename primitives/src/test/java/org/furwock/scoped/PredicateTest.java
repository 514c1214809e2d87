package org.furwock.scoped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.furwock.scoped.MonitorSubject.lockWhenWaiting;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads.Task;
import org.furwock.locks.FutexReentrantLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules for predicates, and the errors if a predicate breaks them. */
@HangBound
class PredicateTest {

    /** Guarded by the lock under test. */
    private int value;

    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldThrowInTheWaiterAndNotInTheRelease(MonitorSubject subject) {
        MonitorLock lock = subject.make();
        Task<Throwable> throwing =
                subject.startLocked(
                        lock,
                        () ->
                                lock.awaitUntil(
                                        () -> {
                                            if (value == 1) {
                                                throw new IllegalStateException("expected");
                                            }
                                            return false;
                                        }));
        lockWhenWaiting(lock, 1);
        lock.unlock();
        Task<Throwable> other = subject.startLocked(lock, () -> lock.awaitUntil(() -> value == 1));
        lockWhenWaiting(lock, 2);
        value = 1;
        lock.unlock();
        assertThat(throwing.get()).hasMessage("expected");
        assertThat(other.get()).as("woken, although the first one has thrown").isNull();
        lockWhenWaiting(lock, 0);
        lock.unlock();
    }

    /** A predicate that throws once, on another thread: the exception is not lost. */
    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldThrowWhatThePredicateHasThrownElsewhere(MonitorSubject subject) {
        MonitorLock lock = subject.make();
        Task<Throwable> task =
                subject.startLocked(
                        lock,
                        () -> {
                            Thread waiter = Thread.currentThread();
                            lock.awaitUntil(
                                    () -> {
                                        if (Thread.currentThread() != waiter && value == 1) {
                                            sneak(new IOException("elsewhere"));
                                        }
                                        return false;
                                    });
                        });
        lockWhenWaiting(lock, 1);
        value = 1;
        lock.unlock();
        assertThat(task.get()).isInstanceOf(IOException.class).hasMessage("elsewhere");
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldThrowAtOnceInTheCaller(MonitorSubject subject) {
        MonitorLock lock = subject.make();
        Task<Throwable> task =
                subject.startLocked(
                        lock,
                        () ->
                                lock.awaitUntil(
                                        () -> {
                                            throw new IllegalStateException("expected");
                                        }));
        assertThat(task.get()).hasMessage("expected");
        lock.lock();
        lock.unlock();
    }

    /** The stack that overflowed is the releasing thread's. */
    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldBeEvaluatedByTheWaiterIfTheReleaseHasNoStackForIt(MonitorSubject subject) {
        MonitorLock lock = subject.make();
        Task<Throwable> task =
                subject.startLocked(
                        lock,
                        () -> {
                            Thread waiter = Thread.currentThread();
                            lock.awaitUntil(
                                    () ->
                                            value == 1
                                                    && (Thread.currentThread() == waiter
                                                            || overflow(0) > 0));
                        });
        lockWhenWaiting(lock, 1);
        value = 1;
        lock.unlock();
        assertThat(task.get()).isNull();
    }

    private static int overflow(int depth) {
        return 1 + overflow(depth + 1);
    }

    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldNotReleaseTheLock(MonitorSubject subject) {
        MonitorLock lock = subject.make();
        BooleanSupplier unlocking =
                () -> {
                    if (value == 1) {
                        lock.unlock();
                    }
                    return false;
                };
        Task<Throwable> task = subject.startLocked(lock, () -> lock.awaitUntil(unlocking));
        lockWhenWaiting(lock, 1);
        value = 1;
        lock.unlock();
        assertThat(task.get())
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("must not release");
        lock.lock();
        assertThatThrownBy(() -> lock.awaitUntil(unlocking))
                .isInstanceOf(IllegalMonitorStateException.class);
        lock.unlock();
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
    }

    /** The condition on which it tried to wait has no stale waiter. */
    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldNotWait(MonitorSubject subject) {
        MonitorLock lock = subject.make();
        Condition condition = lock.newCondition();
        lock.lock();
        assertThatThrownBy(
                        () ->
                                lock.awaitUntil(
                                        () -> {
                                            condition.awaitUninterruptibly();
                                            return true;
                                        }))
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(
                        () ->
                                lock.awaitUntil(
                                        () -> {
                                            lock.awaitUntilUninterruptibly(() -> false);
                                            return true;
                                        }))
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThat(lock.getPredicateWaiterCount()).isZero();
        lock.unlock();
        Task<Throwable> waiter = subject.startLocked(lock, condition::await);
        Task<Throwable> afterwards =
                subject.startLocked(lock, () -> lock.awaitUntil(() -> value == 1));
        lockWhenWaiting(lock, 1);
        value = 1;
        lock.unlock();
        assertThat(afterwards.get()).isNull();
        while (!waiter.future().isDone()) { // it may not wait yet
            lock.lock();
            condition.signal();
            lock.unlock();
            Thread.yield();
        }
        assertThat(waiter.get()).isNull();
    }

    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldUseTheLockReentrantly(MonitorSubject subject) {
        assumeTrue(subject.isReentrant());
        FutexReentrantLock lock = (FutexReentrantLock) subject.make();
        Task<Throwable> task =
                subject.startLocked(
                        lock,
                        () -> {
                            lock.lock();
                            lock.lock();
                            lock.awaitUntil(() -> lock.call(() -> value == 1));
                            assertThat(lock.getHoldCount()).isEqualTo(3);
                            lock.unlock();
                            lock.unlock();
                        });
        lockWhenWaiting(lock, 1);
        lock.lock();
        value = 1;
        lock.unlock(); // not the last one: evaluates nothing
        assertThat(lock.getPredicateWaiterCount()).isEqualTo(1);
        lock.unlock();
        assertThat(task.get()).isNull();
    }

    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldNotChangeTheHolds(MonitorSubject subject) throws InterruptedException {
        assumeTrue(subject.isReentrant());
        FutexReentrantLock lock = (FutexReentrantLock) subject.make();
        BooleanSupplier holding =
                () -> {
                    if (value == 1) {
                        lock.lock();
                    }
                    return false;
                };
        Task<Throwable> task = subject.startLocked(lock, () -> lock.awaitUntil(holding));
        lockWhenWaiting(lock, 1);
        value = 1;
        lock.unlock();
        assertThat(lock.isHeldByCurrentThread()).isFalse();
        assertThat(task.get())
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("changed the holds by 1");
        lock.lock();
        lock.lock();
        assertThatThrownBy(
                        () ->
                                lock.awaitUntil(
                                        () -> {
                                            lock.unlock();
                                            return true;
                                        }))
                .hasMessageContaining("changed the holds by -1");
        assertThat(lock.getHoldCount()).isEqualTo(2);
        lock.unlock();
        lock.unlock();
    }

    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldBeEvaluatedOncePerReleaseForNeighboursThatShareIt(MonitorSubject subject) {
        MonitorLock lock = subject.make();
        AtomicInteger calls = new AtomicInteger();
        BooleanSupplier shared =
                () -> {
                    calls.incrementAndGet();
                    return value == 1;
                };
        Task<?>[] tasks = new Task<?>[4];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = subject.startLocked(lock, () -> lock.awaitUntil(shared));
        }
        lockWhenWaiting(lock, tasks.length);
        calls.set(0);
        lock.unlock();
        assertThat(calls).hasValue(1);
        lock.lock();
        value = 1;
        lock.unlock();
        for (Task<?> task : tasks) {
            assertThat(task.get()).isNull();
        }
    }
}
