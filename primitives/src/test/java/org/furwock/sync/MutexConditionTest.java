package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexOperation;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.Sleepers;
import org.furwock.futex.WatchedEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that are specific to {@link MutexCondition}; {@link ConditionContractTest} has the
 * contract.
 */
@Timeout(600)
class MutexConditionTest {

    private static Background<?> waiter(Mutex mutex, MutexCondition condition) {
        return Background.run(
                () -> {
                    mutex.lock();
                    try {
                        condition.await();
                    } finally {
                        mutex.unlock();
                    }
                });
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldMoveSleepersToTheMutexAndWakeNoneWhileItIsHeld(FutexScope scope) throws Exception {
        FutexWord word = FutexWord.allocate(scope);
        FutexWord[] words = FutexWord.allocateAdjacent(scope, MutexCondition.WORDS);
        Mutex mutex = new Mutex(word);
        MutexCondition condition = new MutexCondition(mutex, words);
        List<Background<?>> waiters = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            waiters.add(waiter(mutex, condition));
        }
        Sleepers.awaitAsleep(words[1], 6);
        mutex.lock();
        assertThat(condition.getWaitQueueLength()).isEqualTo(6);
        condition.signal();
        assertThat(Futex.sleepers(words[1])).isEqualTo(5);
        assertThat(Futex.sleepers(word)).isEqualTo(1);
        assertThat(condition.getWaitQueueLength()).isEqualTo(5);
        condition.signalAll();
        assertThat(Futex.sleepers(words[1])).isZero();
        assertThat(Futex.sleepers(word)).isEqualTo(6);
        assertThat(condition.hasWaiters()).isFalse();
        mutex.unlock();
        for (Background<?> waiter : waiters) {
            waiter.join();
        }
        assertThat(word.get()).isEqualTo(Mutex.FREE);
        for (int i = 3; i < words.length; i++) {
            assertThat(words[i].get()).as("counter %s", i).isZero();
        }
    }

    @Test
    void shouldHoldTheMutexAgainAndWaitNoMoreWhenTheSleepFails() throws Exception {
        Mutex mutex = new Mutex();
        MutexCondition condition = mutex.newCondition();
        Sleepless.run(
                () -> {
                    mutex.lock();
                    assertThatThrownBy(condition::await).hasMessage(Sleepless.MESSAGE);
                    assertThat(condition.getWaitQueueLength()).isZero();
                    mutex.unlock();
                });
        assertThat(mutex.tryLock()).isTrue();
        mutex.unlock();
    }

    @Test
    void shouldWakeSleepersThatCannotBeMoved() throws Exception {
        WatchedEngine engine = new WatchedEngine();
        Mutex mutex = new Mutex(engine.word(FutexScope.PRIVATE));
        FutexWord[] words = new FutexWord[MutexCondition.WORDS];
        Arrays.setAll(words, i -> engine.word(FutexScope.PRIVATE));
        MutexCondition condition = new MutexCondition(mutex, words);
        Background<?> waiter = waiter(mutex, condition);
        Sleepers.awaitAsleep(words[1], 1);
        engine.fillHeapFor(FutexOperation.CMP_REQUEUE);
        mutex.lock();
        condition.signal();
        assertThat(Futex.sleepers(words[1])).isZero();
        mutex.unlock();
        waiter.join();
    }

    @Test
    void shouldRefuseWordsThatDoNotFit() {
        Mutex mutex = new Mutex();
        FutexWord[] shared = FutexWord.allocateAdjacent(FutexScope.SHARED, MutexCondition.WORDS);
        assertThatThrownBy(() -> new MutexCondition(mutex, shared))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SHARED");
        assertThatThrownBy(() -> new MutexCondition(mutex, shared[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 1");
    }

    @Test
    void shouldNeedTheMutexForInspection() {
        MutexCondition condition = new Mutex().newCondition();
        assertThatThrownBy(condition::hasWaiters).isInstanceOf(IllegalMonitorStateException.class);
    }

    /**
     * Permits that are passed on by signals only. Each lost signal is a hang; each stolen or
     * invented one shows in the count. Meanwhile the test wakes every word at random and interrupts
     * waiters.
     */
    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldKeepItsCountersUnderChaos(FutexScope scope) throws Exception {
        FutexWord word = FutexWord.allocate(scope);
        FutexWord[] words = FutexWord.allocateAdjacent(scope, MutexCondition.WORDS);
        Mutex mutex = new Mutex(word);
        MutexCondition condition = new MutexCondition(mutex, words);
        int threads = 5;
        int rounds = 1_500;
        AtomicInteger returned = new AtomicInteger();
        AtomicInteger signalled = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        List<Background<?>> waiters = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            waiters.add(
                    Background.run(
                            () -> {
                                for (int k = 0; k < rounds; k++) {
                                    mutex.lock();
                                    try {
                                        if (awaitSomehow(condition)) {
                                            returned.incrementAndGet();
                                        }
                                    } finally {
                                        mutex.unlock();
                                    }
                                }
                            }));
        }
        Background<?> chaos =
                Background.run(
                        () -> {
                            while (!stop.get()) {
                                Futex.wake(
                                        words[ThreadLocalRandom.current().nextInt(2)],
                                        1 + ThreadLocalRandom.current().nextInt(3));
                                Futex.wake(word, 1);
                                int victim = ThreadLocalRandom.current().nextInt(threads);
                                waiters.get(victim).interrupt();
                                Thread.yield();
                            }
                        });
        boolean running = true;
        while (running) {
            mutex.lock();
            try {
                int waiting = condition.getWaitQueueLength();
                if (ThreadLocalRandom.current().nextInt(4) == 0) {
                    condition.signalAll();
                    signalled.addAndGet(waiting);
                } else {
                    condition.signal();
                    signalled.addAndGet(Math.min(waiting, 1));
                }
            } finally {
                mutex.unlock();
            }
            running = waiters.stream().anyMatch(waiter -> !waiter.isDone());
        }
        stop.set(true);
        chaos.join();
        for (Background<?> waiter : waiters) {
            waiter.join();
        }
        assertThat(returned).as("signals given and taken").hasValue(signalled.get());
        for (int i = 3; i < words.length; i++) {
            assertThat(words[i].get()).as("counter %s", i).isZero();
        }
    }

    private static boolean awaitSomehow(MutexCondition condition) {
        try {
            return switch (ThreadLocalRandom.current().nextInt(3)) {
                case 0 -> {
                    condition.await();
                    yield true;
                }
                case 1 -> condition.await(30, TimeUnit.MICROSECONDS);
                default -> {
                    condition.awaitUninterruptibly();
                    yield true;
                }
            };
        } catch (InterruptedException e) {
            return false;
        }
    }
}
