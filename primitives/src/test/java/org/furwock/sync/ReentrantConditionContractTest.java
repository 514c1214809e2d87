package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.furwock.futex.Sleepers;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.sync.ReentrantSubject.Maker;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract that conditions of a {@link FutexReentrantLock} share with those of {@link
 * ReentrantLock}, beyond the contract of every condition ({@link ConditionContractTest}).
 */
@Timeout(600)
class ReentrantConditionContractTest {

    private static final int CROWD = 5;

    static Stream<Maker> makers() {
        return ReentrantSubject.makers();
    }

    /** A way to wait. */
    interface Wait {
        void run(Condition condition) throws Exception;
    }

    private static final Wait UNINTERRUPTIBLY = Condition::awaitUninterruptibly;

    static List<Wait> waits() {
        return List.of(
                Condition::await,
                UNINTERRUPTIBLY,
                c -> assertThat(c.awaitNanos(Long.MAX_VALUE)).isPositive(),
                c -> assertThat(c.await(1, TimeUnit.DAYS)).isTrue(),
                c -> assertThat(c.awaitUntil(new Date(Long.MAX_VALUE))).isTrue());
    }

    /** A thread that waits; returns when it does. */
    private static Background<?> waiting(ReentrantSubject lock, Condition condition, Wait wait) {
        lock.lock();
        int before = lock.getWaitQueueLength(condition);
        lock.unlock();
        Background<?> waiter =
                Background.run(
                        () -> {
                            lock.lock();
                            try {
                                wait.run(condition);
                            } finally {
                                lock.unlock(); // throws if it is not held
                            }
                        });
        lock.lockWhenWaiting(condition, before + 1);
        lock.unlock();
        return waiter;
    }

    @ParameterizedTest
    @MethodSource("makers")
    void shouldShowItsWaitersInOrder(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        Condition condition = lock.newCondition();
        Condition other = lock.newCondition();
        List<Thread> threads = new ArrayList<>();
        List<Background<?>> waiters = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            Background<?> waiter = waiting(lock, condition, Condition::await);
            waiters.add(waiter);
            threads.add(waiter.thread());
        }
        lock.lock();
        assertThat(lock.hasWaiters(condition)).isTrue();
        assertThat(lock.getWaitQueueLength(condition)).isEqualTo(CROWD);
        assertThat(lock.getWaitingThreads(condition)).containsExactlyElementsOf(threads);
        assertThat(lock.hasWaiters(other)).isFalse();
        assertThat(lock.getWaitQueueLength(other)).isZero();
        assertThat(lock.hasQueuedThreads()).isFalse();
        condition.signalAll();
        assertThat(lock.hasWaiters(condition)).isFalse();
        assertThat(lock.getWaitingThreads(condition)).isEmpty();
        lock.unlock();
        for (Background<?> waiter : waiters) {
            waiter.join();
        }
    }

    @ParameterizedTest
    @MethodSource("makers")
    void shouldSignalInTheOrderOfWaitingIntoTheLocksQueue(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        Condition condition = lock.newCondition();
        List<Integer> back = new ArrayList<>();
        List<Background<?>> waiters = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            int number = i;
            waiters.add(
                    waiting(
                            lock,
                            condition,
                            c -> {
                                waits().get(number).run(c);
                                back.add(number);
                            }));
        }
        lock.lock();
        for (int i = 0; i < CROWD; i++) {
            Thread next = waiters.get(i).thread();
            assertThat(lock.hasQueuedThread(next)).isFalse();
            condition.signal();
            assertThat(lock.hasQueuedThread(next)).as("before the lock is released").isTrue();
            assertThat(lock.getQueueLength()).isEqualTo(i + 1);
            assertThat(lock.getWaitQueueLength(condition)).isEqualTo(CROWD - i - 1);
        }
        condition.signal(); // without a waiter
        assertThat(back).isEmpty();
        lock.unlock();
        for (Background<?> waiter : waiters) {
            waiter.join();
        }
        assertThat(back).containsExactly(0, 1, 2, 3, 4);
    }

    @ParameterizedTest
    @MethodSource("makers")
    void shouldGiveUpAllHoldsAndGetThemBack(Maker maker) throws Exception {
        for (Wait wait : waits()) {
            ReentrantSubject lock = maker.make();
            Condition condition = lock.newCondition();
            Background<Integer> waiter =
                    Background.call(
                            () -> {
                                lock.lock();
                                lock.lock();
                                lock.lock();
                                wait.run(condition);
                                int holds = lock.getHoldCount();
                                lock.unlock();
                                lock.unlock();
                                lock.unlock();
                                return holds;
                            });
            lock.lockWhenWaiting(condition, 1);
            assertThat(lock.getOwner()).isSameAs(Thread.currentThread());
            condition.signal();
            lock.unlock();
            assertThat(waiter.join()).isEqualTo(3);
            assertThat(lock.isLocked()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("makers")
    void shouldRefuseWhatIsNoConditionOfIt(Maker maker) {
        ReentrantSubject lock = maker.make();
        Condition own = lock.newCondition();
        assertThatThrownBy(() -> lock.hasWaiters(own))
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(() -> lock.getWaitQueueLength(own))
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(() -> lock.getWaitingThreads(own))
                .isInstanceOf(IllegalMonitorStateException.class);
        lock.lock();
        List<Condition> foreign =
                List.of(
                        maker.make().newCondition(),
                        new ReentrantLock().newCondition(),
                        new Mutex().newCondition(),
                        new FutexReentrantLock().newCondition());
        for (Condition condition : foreign) {
            assertThatThrownBy(() -> lock.hasWaiters(condition))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> lock.getWaitQueueLength(condition))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> lock.getWaitingThreads(condition))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> lock.hasWaiters(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> lock.getWaitQueueLength(null))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> lock.getWaitingThreads(null))
                .isInstanceOf(NullPointerException.class);
        lock.unlock();
    }

    // Coincidences.

    @ParameterizedTest
    @MethodSource("makers")
    void shouldCountAsSignalledIfTheInterruptComesAfterTheSignal(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        Condition condition = lock.newCondition();
        for (Wait wait : waits()) {
            Background<?> waiter =
                    waiting(
                            lock,
                            condition,
                            c -> {
                                wait.run(c);
                                assertThat(Thread.interrupted()).isTrue();
                            });
            waiter.awaitBlocked();
            lock.lock();
            condition.signal();
            waiter.interrupt();
            if (wait != UNINTERRUPTIBLY) {
                awaitOnItsWayBack(waiter.thread(), condition);
            }
            lock.unlock();
            waiter.join();
        }
    }

    /** Returns when the thread waits for something else: the lock. */
    private static void awaitOnItsWayBack(Thread thread, Condition condition) {
        Sleepers.await(
                () -> {
                    Object blocker = LockSupport.getBlocker(thread);
                    return blocker != null && blocker != condition;
                },
                () -> thread + " should wait for the lock");
    }

    @ParameterizedTest
    @MethodSource("makers")
    void shouldGiveTheSignalToTheNextIfTheInterruptCameBefore(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        Condition condition = lock.newCondition();
        for (int round = 0; round < 100; round++) {
            Background<?> quitter = waiting(lock, condition, Condition::await);
            Background<?> stayer = waiting(lock, condition, Condition::await);
            lock.lock();
            quitter.interrupt();
            lock.awaitQueued(quitter.thread());
            condition.signal();
            assertThat(lock.hasQueuedThread(stayer.thread())).isTrue();
            lock.unlock();
            quitter.joinExpecting(InterruptedException.class);
            stayer.join();
            lock.lock();
            assertThat(lock.hasWaiters(condition)).isFalse();
            lock.unlock();
        }
    }

    /** The first one ends the wait, and the exception tells of that one. */
    @ParameterizedTest
    @MethodSource("makers")
    void shouldKeepASecondInterruptThatComesWhileItWaitsForTheLock(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        Condition condition = lock.newCondition();
        for (Wait wait : waits()) {
            if (wait == UNINTERRUPTIBLY) {
                continue;
            }
            Background<?> waiter =
                    waiting(
                            lock,
                            condition,
                            c -> {
                                assertThatThrownBy(() -> wait.run(c))
                                        .isInstanceOf(InterruptedException.class);
                                assertThat(Thread.interrupted()).isTrue();
                            });
            lock.lock();
            waiter.interrupt();
            lock.awaitQueued(waiter.thread());
            waiter.interrupt();
            lock.unlock();
            waiter.join();
        }
    }

    /**
     * The wait ends with the time-out. A signal or interrupt during the reacquisition of the lock
     * does not change its result.
     */
    @ParameterizedTest
    @MethodSource("makers")
    void shouldKeepAnInterruptThatComesAfterTheTimeOut(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        Condition condition = lock.newCondition();
        List<Wait> timed =
                List.of(
                        c -> assertThat(c.awaitNanos(20_000_000)).isNotPositive(),
                        c -> assertThat(c.await(20, TimeUnit.MILLISECONDS)).isFalse(),
                        c -> assertThat(c.awaitUntil(inMillis(20))).isFalse());
        for (Wait wait : timed) {
            while (!keepsTheInterrupt(lock, condition, wait)) {
                Thread.onSpinWait(); // the time-out came before this thread saw the wait
            }
        }
    }

    private static boolean keepsTheInterrupt(ReentrantSubject lock, Condition condition, Wait timed)
            throws Exception {
        Background<Boolean> waiter =
                Background.call(
                        () -> {
                            lock.lock();
                            try {
                                timed.run(condition);
                                return Thread.interrupted();
                            } finally {
                                lock.unlock();
                            }
                        });
        boolean seen = false;
        while (!seen && !waiter.isDone()) {
            lock.lock();
            seen = lock.hasWaiters(condition);
            if (seen) {
                lock.awaitQueued(waiter.thread());
                condition.signal(); // too late for it
                waiter.interrupt();
            }
            lock.unlock();
        }
        assertThat(waiter.join()).isEqualTo(seen);
        return seen;
    }

    private static Date inMillis(long millis) {
        return new Date(System.currentTimeMillis() + millis);
    }

    @ParameterizedTest
    @MethodSource("makers")
    void shouldForgetWaitersThatGaveUpInTheMiddle(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        Condition condition = lock.newCondition();
        for (int gone = 0; gone < CROWD; gone++) {
            List<Background<?>> waiters = new ArrayList<>();
            List<Thread> left = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                Background<?> waiter = waiting(lock, condition, Condition::await);
                waiters.add(waiter);
                left.add(waiter.thread());
            }
            waiters.get(gone).interrupt();
            waiters.get(gone).joinExpecting(InterruptedException.class);
            left.remove(gone);
            Background<?> late = waiting(lock, condition, Condition::await);
            left.add(late.thread());
            lock.lock();
            assertThat(lock.getWaitingThreads(condition)).containsExactlyElementsOf(left);
            condition.signalAll();
            lock.unlock();
            waiters.remove(gone);
            for (Background<?> waiter : waiters) {
                waiter.join();
            }
            late.join();
        }
    }
}
