package org.furwock.scoped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.furwock.scoped.MonitorSubject.lockWhenWaiting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
import org.furwock.futex.Deadline;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads.Task;
import org.furwock.sync.Event;
import org.furwock.sync.Mutex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of waits for a predicate; {@link PredicateTest} has the rules for predicates. */
@HangBound
class MonitorLockTest {

    private static final long MILLIS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Guarded by the lock under test. */
    private int value;

    private BooleanSupplier valueIs(int expected) {
        return () -> value == expected;
    }

    /** Starts a thread that waits for the value. */
    private Task<Throwable> waiter(MonitorSubject subject, MonitorLock lock, int expected) {
        return subject.startLocked(
                lock,
                () -> {
                    lock.awaitUntil(valueIs(expected));
                    assertThat(value).isEqualTo(expected);
                });
    }

    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldReturnAtOnceIfThePredicateIsTrue(MonitorSubject subject) {
        MonitorLock lock = subject.make();
        Task<Throwable> task =
                subject.startLocked(
                        lock,
                        () -> {
                            lock.awaitUntil(() -> true);
                            assertThat(lock.awaitUntil(() -> true, 0, TimeUnit.DAYS)).isTrue();
                            assertThat(lock.awaitUntil(() -> true, Deadline.NEVER)).isTrue();
                            lock.awaitUntilUninterruptibly(() -> true);
                        });
        assertThat(task.get()).isNull();
    }

    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldWaitUntilAnUnlockMakesThePredicateTrue(MonitorSubject subject) {
        MonitorLock lock = subject.make();
        Task<Throwable> one = waiter(subject, lock, 1);
        Task<Throwable> two = waiter(subject, lock, 2);
        lockWhenWaiting(lock, 2);
        value = 2;
        lock.unlock();
        assertThat(two.get()).isNull();
        lockWhenWaiting(lock, 1);
        value = 1;
        lock.unlock();
        assertThat(one.get()).isNull();
        lockWhenWaiting(lock, 0);
        lock.unlock();
    }

    /** No thread signals the second and third waiter: each waiter's release wakes the next. */
    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldWakeAllWhosePredicatesAreTrue(MonitorSubject subject) {
        MonitorLock lock = subject.make();
        List<Task<Throwable>> tasks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            tasks.add(waiter(subject, lock, 1));
        }
        lockWhenWaiting(lock, 3);
        value = 1;
        lock.unlock();
        for (Task<Throwable> task : tasks) {
            assertThat(task.get()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldWakeInTheOrderOfWaiting(MonitorSubject subject) {
        MonitorLock lock = subject.make();
        List<Integer> order = new ArrayList<>();
        List<Task<Throwable>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            tasks.add(
                    subject.startLocked(
                            lock,
                            () -> {
                                lock.awaitUntil(() -> value > 0);
                                value--;
                                order.add(number);
                            }));
            lockWhenWaiting(lock, i + 1);
            lock.unlock();
        }
        for (int i = 3; i >= 0; i--) { // the thread that is woken has left before the next
            lockWhenWaiting(lock, i + 1);
            value++;
            lock.unlock();
            lockWhenWaiting(lock, i);
            while (value > 0) {
                lock.unlock();
                Thread.yield();
                lock.lock();
            }
            lock.unlock();
        }
        for (Task<Throwable> task : tasks) {
            assertThat(task.get()).isNull();
        }
        assertThat(order).containsExactly(0, 1, 2, 3);
    }

    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldTimeOutAndNotEarly(MonitorSubject subject) {
        MonitorLock lock = subject.make();
        Task<Throwable> task =
                subject.startLocked(
                        lock,
                        () -> {
                            for (long nanos : new long[] {-1, 0, 1, 10_000, 3 * MILLIS}) {
                                long start = System.nanoTime();
                                boolean fulfilled =
                                        lock.awaitUntil(() -> false, nanos, TimeUnit.NANOSECONDS);
                                assertThat(fulfilled).isFalse();
                                assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(nanos);
                                assertThat(lock.getPredicateWaiterCount()).isZero();
                            }
                            Instant end = Instant.now().plusMillis(5);
                            assertThat(lock.awaitUntil(() -> false, Deadline.at(end))).isFalse();
                            assertThat(Instant.now()).isAfterOrEqualTo(end);
                        });
        assertThat(task.get()).isNull();
    }

    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldReturnTrueInTime(MonitorSubject subject) {
        MonitorLock lock = subject.make();
        Task<Throwable> task =
                subject.startLocked(
                        lock,
                        () -> assertThat(lock.awaitUntil(valueIs(1), 1, TimeUnit.DAYS)).isTrue());
        lockWhenWaiting(lock, 1);
        value = 1;
        lock.unlock();
        assertThat(task.get()).isNull();
    }

    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldEndWithAnInterrupt(MonitorSubject subject) {
        MonitorLock lock = subject.make();
        Task<Throwable> task =
                subject.startLocked(
                        lock,
                        () -> {
                            try {
                                lock.awaitUntil(() -> false);
                            } finally {
                                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                                assertThat(lock.getPredicateWaiterCount()).isZero();
                            }
                        });
        lockWhenWaiting(lock, 1);
        lock.unlock();
        task.interrupt();
        assertThat(task.get()).isInstanceOf(InterruptedException.class);
        Task<Throwable> interruptedBefore =
                subject.startLocked(
                        lock,
                        () -> {
                            Thread.currentThread().interrupt();
                            lock.awaitUntil(() -> true);
                        });
        assertThat(interruptedBefore.get()).isInstanceOf(InterruptedException.class);
    }

    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldReturnIfThePredicateIsTrueAfterAnInterrupt(MonitorSubject subject) {
        MonitorLock lock = subject.make();
        Task<Throwable> task =
                subject.startLocked(
                        lock,
                        () -> {
                            lock.awaitUntil(valueIs(1));
                            assertThat(Thread.interrupted()).as("kept").isTrue();
                        });
        lockWhenWaiting(lock, 1);
        task.interrupt();
        value = 1;
        lock.unlock();
        assertThat(task.get()).isNull();
    }

    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldKeepAnInterruptForLater(MonitorSubject subject) {
        MonitorLock lock = subject.make();
        Task<Throwable> task =
                subject.startLocked(
                        lock,
                        () -> {
                            Thread.currentThread().interrupt();
                            lock.awaitUntilUninterruptibly(valueIs(1));
                            assertThat(Thread.interrupted()).as("kept").isTrue();
                        });
        lockWhenWaiting(lock, 1);
        lock.unlock();
        task.interrupt();
        lockWhenWaiting(lock, 1);
        value = 1;
        lock.unlock();
        assertThat(task.get()).isNull();
    }

    /** The release of a thread that begins to wait, here or on a condition, counts as one. */
    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldBeWokenByAThreadThatBeginsToWait(MonitorSubject subject) {
        MonitorLock lock = subject.make();
        Condition condition = lock.newCondition();
        Task<Throwable> one = waiter(subject, lock, 1);
        Task<Throwable> two = waiter(subject, lock, 2);
        lockWhenWaiting(lock, 2);
        lock.unlock();
        Task<Throwable> onCondition =
                subject.startLocked(
                        lock,
                        () -> {
                            value = 1;
                            condition.await();
                        });
        assertThat(one.get()).isNull();
        Task<Throwable> three =
                subject.startLocked(
                        lock,
                        () -> {
                            value = 2;
                            lock.awaitUntil(valueIs(3));
                        });
        assertThat(two.get()).isNull();
        lockWhenWaiting(lock, 1);
        value = 3;
        condition.signal();
        lock.unlock();
        assertThat(three.get()).isNull();
        assertThat(onCondition.get()).isNull();
    }

    @Test
    void shouldBeWokenByAnEventsUnlock() {
        Mutex mutex = new Mutex();
        Event event = new Event(Event.Reset.AUTO);
        MonitorSubject subject = MonitorSubject.all().findFirst().orElseThrow();
        Task<Throwable> task = waiter(subject, mutex, 1);
        lockWhenWaiting(mutex, 1);
        Task<Throwable> contender = subject.startLocked(mutex, () -> {});
        while (!mutex.isContended()) {
            Thread.onSpinWait();
        }
        value = 1;
        event.setAndUnlock(mutex);
        assertThat(task.get()).isNull();
        assertThat(contender.get()).isNull();
    }

    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldRefuseMisuse(MonitorSubject subject) throws InterruptedException {
        MonitorLock lock = subject.make();
        assertThatThrownBy(() -> lock.awaitUntil(() -> true))
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("not held");
        assertThatThrownBy(() -> lock.awaitUntil(() -> true, 1, TimeUnit.DAYS))
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(() -> lock.awaitUntilUninterruptibly(() -> true))
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(lock::getPredicateWaiterCount)
                .isInstanceOf(IllegalMonitorStateException.class);
        lock.lock();
        assertThatThrownBy(() -> lock.awaitUntil(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("predicate");
        assertThatThrownBy(() -> lock.awaitUntil(() -> true, (Deadline) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("deadline");
        assertThat(lock.awaitUntil(() -> true, Deadline.NEVER)).isTrue();
        lock.unlock();
    }

    @Test
    void shouldRefuseToWaitAtASharedWord() {
        Mutex mutex = new Mutex(FutexWord.allocate(FutexScope.SHARED));
        mutex.lock();
        assertThatThrownBy(() -> mutex.awaitUntil(() -> true))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("SHARED");
        mutex.unlock();
        assertThat(mutex.isLocked()).isFalse();
    }
}
