package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of every {@link Condition}; the JDK's shows that the tests are right. */
@Timeout(600)
class ConditionContractTest {

    /** A wait for a signal. */
    private interface Wait {
        void on(Condition condition) throws InterruptedException;
    }

    private static final List<Wait> INTERRUPTIBLE =
            List.of(
                    Condition::await,
                    condition -> condition.awaitNanos(TimeUnit.HOURS.toNanos(1)),
                    condition -> condition.await(1, TimeUnit.HOURS),
                    condition -> condition.awaitUntil(inAnHour()));

    @SuppressWarnings("JavaUtilDate") // the interface has it so
    private static Date inAnHour() {
        return new Date(System.currentTimeMillis() + TimeUnit.HOURS.toMillis(1));
    }

    static Stream<LockContractTest.Subject> locks() {
        return LockContractTest.locksWithConditions();
    }

    /** Also conditions whose waits may end spuriously, and may take a signal of a later waiter. */
    static Stream<LockContractTest.Subject> robustToo() {
        return Stream.concat(locks(), LockContractTest.robustLocksWithConditions());
    }

    /**
     * A waiter. It counts itself under the lock, so that a thread that sees the count knows that it
     * waits.
     */
    private static Background<?> waiter(
            Lock lock, AtomicInteger waiting, AtomicInteger woken, Condition condition) {
        return Background.run(
                () -> {
                    lock.lock();
                    try {
                        waiting.incrementAndGet();
                        condition.await();
                        woken.incrementAndGet();
                    } finally {
                        lock.unlock();
                    }
                });
    }

    /** Returns with the lock held and this number of threads waiting. */
    private static void lockWhenWaiting(Lock lock, AtomicInteger waiting, int count) {
        while (true) {
            lock.lock();
            if (waiting.get() == count) {
                return;
            }
            lock.unlock();
            Thread.yield();
        }
    }

    @ParameterizedTest
    @MethodSource("robustToo")
    void shouldNeedTheLock(LockContractTest.Subject subject) {
        Condition condition = subject.make().newCondition();
        assertThatThrownBy(condition::await).isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(condition::awaitUninterruptibly)
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(() -> condition.awaitNanos(1))
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(() -> condition.await(1, TimeUnit.DAYS))
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(() -> condition.awaitUntil(new Date()))
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(condition::signalAll).isInstanceOf(IllegalMonitorStateException.class);
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldWakeOneForASignalAndAllForABroadcast(LockContractTest.Subject subject)
            throws Exception {
        Lock lock = subject.make();
        Condition condition = lock.newCondition();
        AtomicInteger waiting = new AtomicInteger();
        AtomicInteger woken = new AtomicInteger();
        List<Background<?>> waiters = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waiters.add(waiter(lock, waiting, woken, condition));
        }
        lockWhenWaiting(lock, waiting, 8);
        condition.signal();
        condition.signal();
        lock.unlock();
        while (woken.get() < 2) {
            Thread.onSpinWait();
        }
        lock.lock();
        assertThat(woken).hasValue(2);
        condition.signalAll();
        assertThat(woken).as("no waiter runs while the lock is held").hasValue(2);
        lock.unlock();
        for (Background<?> waiter : waiters) {
            waiter.join();
        }
        assertThat(woken).hasValue(8);
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldNotGiveASignalToALaterWaiter(LockContractTest.Subject subject) throws Exception {
        Lock lock = subject.make();
        Condition condition = lock.newCondition();
        for (int round = 0; round < subject.rounds(300); round++) {
            AtomicInteger waiting = new AtomicInteger();
            AtomicInteger woken = new AtomicInteger();
            Background<?> early = waiter(lock, waiting, woken, condition);
            lockWhenWaiting(lock, waiting, 1);
            condition.signal();
            // Comes after the signal, and waits before the signalled thread has the lock, or after.
            Background<?> late =
                    Background.run(
                            () -> {
                                lock.lock();
                                try {
                                    waiting.incrementAndGet();
                                    condition.await();
                                    assertThat(woken.get()).isGreaterThanOrEqualTo(1);
                                } finally {
                                    lock.unlock();
                                }
                            });
            lock.unlock();
            early.join();
            lockWhenWaiting(lock, waiting, 2);
            condition.signal();
            lock.unlock();
            late.join();
        }
    }

    @ParameterizedTest
    @MethodSource("robustToo")
    void shouldThrowIfInterruptedAndHoldTheLockAgain(LockContractTest.Subject subject)
            throws Exception {
        Lock lock = subject.make();
        Condition condition = lock.newCondition();
        for (Wait wait : INTERRUPTIBLE) {
            Background<?> waiter =
                    Background.run(
                            () -> {
                                lock.lock();
                                try {
                                    wait.on(condition);
                                } finally {
                                    lock.unlock(); // throws if it is not held
                                }
                            });
            waiter.awaitBlocked().interrupt();
            waiter.joinExpecting(InterruptedException.class);

            lock.lock();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> wait.on(condition)).isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
            lock.unlock();
        }
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldNotBeInterruptedInAnUninterruptibleWait(LockContractTest.Subject subject)
            throws Exception {
        Lock lock = subject.make();
        Condition condition = lock.newCondition();
        Background<Boolean> waiter =
                Background.call(
                        () -> {
                            lock.lock();
                            try {
                                condition.awaitUninterruptibly();
                                return Thread.interrupted();
                            } finally {
                                lock.unlock();
                            }
                        });
        waiter.awaitBlocked().interrupt();
        lock.lock();
        condition.signal();
        lock.unlock();
        assertThat(waiter.join()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldTimeOutNotEarly(LockContractTest.Subject subject) throws Exception {
        Lock lock = subject.make();
        Condition condition = lock.newCondition();
        long nanos = TimeUnit.MILLISECONDS.toNanos(20);
        lock.lock();
        long start = System.nanoTime();
        assertThat(condition.awaitNanos(nanos)).isLessThanOrEqualTo(0);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(nanos);

        start = System.nanoTime();
        assertThat(condition.await(nanos, TimeUnit.NANOSECONDS)).isFalse();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(nanos);

        long date = System.currentTimeMillis() + 20;
        assertThat(condition.awaitUntil(new Date(date))).isFalse();
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(date);

        for (long given : new long[] {-1, -1_000_000_000_000L, Long.MIN_VALUE}) {
            assertThat(condition.awaitNanos(given)).isLessThanOrEqualTo(given);
        }
        assertThat(condition.awaitUntil(new Date(-1))).isFalse();
        lock.unlock();
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldReportTheTimeThatIsLeft(LockContractTest.Subject subject) throws Exception {
        Lock lock = subject.make();
        Condition condition = lock.newCondition();
        Background<Long> waiter =
                Background.call(
                        () -> {
                            lock.lock();
                            try {
                                return condition.awaitNanos(TimeUnit.HOURS.toNanos(1));
                            } finally {
                                lock.unlock();
                            }
                        });
        waiter.awaitBlocked();
        lock.lock();
        condition.signal();
        lock.unlock();
        assertThat(waiter.join()).isBetween(1L, TimeUnit.HOURS.toNanos(1));
    }

    /**
     * Two wait, one is signalled and interrupted or out of time at once. If it leaves unsignalled,
     * the other has the signal.
     */
    @ParameterizedTest
    @MethodSource("locks")
    void shouldLoseNoSignalToAWaiterThatGivesUp(LockContractTest.Subject subject) throws Exception {
        Lock lock = subject.make();
        Condition condition = lock.newCondition();
        for (int round = 0; round < subject.rounds(1_000); round++) {
            AtomicInteger waiting = new AtomicInteger();
            AtomicInteger signalled = new AtomicInteger();
            boolean byInterrupt = (round & 1) == 0;
            Background<?> quitter =
                    Background.run(
                            () -> {
                                lock.lock();
                                try {
                                    waiting.incrementAndGet();
                                    if (byInterrupt) {
                                        condition.await();
                                        signalled.incrementAndGet();
                                        Thread.interrupted();
                                    } else if (condition.await(50, TimeUnit.MICROSECONDS)) {
                                        signalled.incrementAndGet();
                                    }
                                } catch (InterruptedException e) {
                                    assertThat(byInterrupt).isTrue();
                                } finally {
                                    lock.unlock();
                                }
                            });
            Background<?> stayer = waiter(lock, waiting, signalled, condition);
            lockWhenWaiting(lock, waiting, 2);
            if (byInterrupt) {
                int delay = ThreadLocalRandom.current().nextInt(200);
                Background<?> interrupter =
                        Background.run(
                                () -> {
                                    for (int i = 0; i < delay; i++) {
                                        Thread.onSpinWait();
                                    }
                                    quitter.interrupt();
                                });
                condition.signal();
                lock.unlock();
                interrupter.join();
            } else {
                condition.signal();
                lock.unlock();
            }
            quitter.join();
            if (signalled.get() == 1) {
                // The quitter or the stayer has it; a second signal is for the other one.
                lock.lock();
                condition.signal();
                lock.unlock();
            }
            stayer.join();
        }
    }

    /**
     * A bounded buffer that both sides wait at, with producers and consumers that give up at times.
     */
    @ParameterizedTest
    @MethodSource("robustToo")
    void shouldServeABoundedBuffer(LockContractTest.Subject subject) throws Exception {
        Lock lock = subject.make();
        Condition notEmpty = lock.newCondition();
        Condition notFull = lock.newCondition();
        int[] items = new int[1];
        int capacity = 2;
        int perThread = subject.rounds(3_000);
        List<Background<?>> workers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            workers.add(
                    Background.run(
                            () -> {
                                for (int k = 0; k < perThread; k++) {
                                    lock.lock();
                                    try {
                                        while (items[0] == capacity) {
                                            notFull.await();
                                        }
                                        items[0]++;
                                        notEmpty.signal();
                                    } finally {
                                        lock.unlock();
                                    }
                                }
                            }));
            workers.add(
                    Background.run(
                            () -> {
                                for (int k = 0; k < perThread; k++) {
                                    lock.lock();
                                    try {
                                        while (items[0] == 0) {
                                            // A time-out may coincide with a signal; the loop tests
                                            // again.
                                            notEmpty.awaitNanos(50_000);
                                        }
                                        items[0]--;
                                        notFull.signal();
                                    } finally {
                                        lock.unlock();
                                    }
                                }
                            }));
        }
        for (Background<?> worker : workers) {
            worker.join();
        }
        assertThat(items[0]).isZero();
    }
}
