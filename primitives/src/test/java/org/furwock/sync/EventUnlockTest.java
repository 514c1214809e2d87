package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.furwock.futex.FutexOperation;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.WatchedEngine;
import org.furwock.sync.Event.Reset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link Event#setAndUnlock}: its effect, and that it takes one system call. */
@HangBound
class EventUnlockTest {

    private static Task<Void> lockAndUnlock(Mutex mutex) {
        return TestThreads.start(
                () -> {
                    mutex.lock();
                    mutex.unlock();
                    return null;
                });
    }

    private static Task<Void> await(Event event) {
        return TestThreads.start(
                () -> {
                    event.await();
                    return null;
                });
    }

    /**
     * A thread that waits for an event, and a thread that waits for a mutex, which the caller
     * holds.
     */
    private static final class Both {

        final FutexWord mutexWord;
        final Event event;
        final Mutex mutex;

        private final Task<Void> locker;
        private final Task<Void> waiter;

        Both(WatchedEngine engine, FutexScope scope, Reset mode) {
            FutexWord eventWord = engine.word(scope);
            mutexWord = engine.word(scope);
            event = new Event(mode, eventWord);
            mutex = new Mutex(mutexWord);
            mutex.lock();
            locker = lockAndUnlock(mutex);
            waiter = await(event);
            Sleepers.awaitAsleep(mutexWord, 1);
            Sleepers.awaitAsleep(eventWord, 1);
        }

        void setAndUnlock() {
            event.setAndUnlock(mutex);
        }

        void awaitEnds() {
            locker.get();
            waiter.get();
        }
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldWakeAtBothWordsByOneCall(FutexScope scope) {
        WatchedEngine.assumeKernelSleep();
        WatchedEngine engine = new WatchedEngine();
        for (Reset mode : Reset.values()) {
            Both both = new Both(engine, scope, mode);
            assertThat(engine.callsOf(both::setAndUnlock)).containsExactly(FutexOperation.WAKE_OP);
            both.awaitEnds();
            assertThat(both.mutexWord.get()).isEqualTo(Mutex.FREE);
        }
    }

    /** Separate calls take two system calls, which shows that the count can tell the difference. */
    @Test
    void shouldMakeTwoCallsOtherwise() {
        WatchedEngine engine = new WatchedEngine();
        Both both = new Both(engine, FutexScope.PRIVATE, Reset.MANUAL);
        Runnable separately =
                () -> {
                    both.event.set();
                    both.mutex.unlock();
                };
        assertThat(engine.callsOf(separately))
                .containsExactly(FutexOperation.WAKE, FutexOperation.WAKE);
        both.awaitEnds();
    }

    @Test
    void shouldUnlockAndWakeAlsoIfTheKernelRefusesToDoBothAtOnce() {
        WatchedEngine engine = new WatchedEngine();
        Both both = new Both(engine, FutexScope.PRIVATE, Reset.MANUAL);
        engine.refuse(FutexOperation.WAKE_OP);

        both.setAndUnlock();

        assertThat(both.mutex.isHeldByCurrentThread()).isFalse();
        both.awaitEnds();
    }

    @Test
    void shouldMakeNoCallThatNobodyNeeds() {
        WatchedEngine engine = new WatchedEngine();
        FutexWord eventWord = engine.word(FutexScope.PRIVATE);
        FutexWord mutexWord = engine.word(FutexScope.PRIVATE);
        Event event = new Event(Reset.MANUAL, eventWord);
        Mutex mutex = new Mutex(mutexWord);
        mutex.lock();
        assertThat(engine.callsOf(() -> event.setAndUnlock(mutex))).isEmpty();

        event.reset();
        mutex.lock();
        Task<Void> waiter = await(event);
        Sleepers.awaitAsleep(eventWord, 1);
        assertThat(engine.callsOf(() -> event.setAndUnlock(mutex)))
                .as("only the event is waited for")
                .containsExactly(FutexOperation.WAKE);
        assertThat(mutex.isHeldByCurrentThread()).isFalse();
        waiter.get();

        mutex.lock();
        Task<Void> locker = lockAndUnlock(mutex);
        Sleepers.awaitAsleep(mutexWord, 1);
        assertThat(engine.callsOf(() -> event.setAndUnlock(mutex)))
                .as("only the mutex is waited for")
                .containsExactly(FutexOperation.WAKE);
        locker.get();
    }

    @InEverySetting
    void shouldReleaseAWaiterForEither(Setting setting) {
        for (Reset mode : Reset.values()) {
            FutexWord eventWord = setting.word();
            FutexWord mutexWord = setting.word();
            Event event = new Event(mode, eventWord);
            Mutex mutex = new Mutex(mutexWord);
            List<Task<Void>> waiters = new ArrayList<>();
            List<Task<Void>> lockers = new ArrayList<>();
            mutex.lock();
            for (int i = 0; i < 3; i++) {
                waiters.add(setting.run(event::await));
                lockers.add(
                        setting.run(
                                () -> {
                                    mutex.lock();
                                    mutex.unlock();
                                }));
            }
            Sleepers.awaitAsleep(eventWord, 3);
            Sleepers.awaitAsleep(mutexWord, 3);
            event.setAndUnlock(mutex);
            lockers.forEach(Task::get);
            for (int through = 1; mode == Reset.AUTO && through < 3; through++) {
                Sleepers.await(() -> !event.isSet(), () -> "one should have gone through");
                event.set();
            }
            waiters.forEach(Task::get);
            assertThat(mutexWord.get()).isEqualTo(Mutex.FREE);
            assertThat(event.isSet()).isEqualTo(mode == Reset.MANUAL);
        }
    }

    @Test
    void shouldUnlockAlsoIfTheEventIsSet() {
        Event event = new Event(Reset.AUTO);
        Mutex mutex = new Mutex();
        event.set();
        mutex.lock();
        event.setAndUnlock(mutex);
        assertThat(event.isSet()).isTrue();
        assertThat(mutex.isLocked()).isFalse();
        assertThat(mutex.getOwner()).isNull();
    }

    @Test
    void shouldRefuseAMutexThatTheCallerDoesNotHoldAndSetNothing() {
        Event event = new Event(Reset.MANUAL);
        Mutex mutex = new Mutex();
        assertThatThrownBy(() -> event.setAndUnlock(mutex))
                .isInstanceOf(IllegalMonitorStateException.class);
        mutex.lock();
        assertThat(Setting.PRIVATE_PLATFORM.failing(() -> event.setAndUnlock(mutex)).get())
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThat(event.isSet()).isFalse();
        assertThat(mutex.isHeldByCurrentThread()).isTrue();
    }

    @Test
    void shouldRefuseAMutexOfAnotherScopeAndDoNothing() {
        Event event = new Event(Reset.MANUAL, FutexWord.allocate(FutexScope.SHARED));
        Mutex mutex = new Mutex();
        mutex.lock();
        assertThatThrownBy(() -> event.setAndUnlock(mutex))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SHARED");
        assertThat(event.isSet()).isFalse();
        assertThat(mutex.isHeldByCurrentThread()).isTrue();
    }

    /** Rounds in which both words have sleepers, or are about to have some. A lost wake hangs. */
    @InEverySetting
    void shouldLoseNoWakeAtEitherWord(Setting setting) {
        Mutex mutex = new Mutex(setting.word());
        Event turn = new Event(Reset.AUTO, setting.word());
        Event done = new Event(Reset.AUTO, setting.word());
        int rounds = setting.rounds(3_000);
        int[] guarded = new int[1];
        Task<Void> rival =
                setting.run(
                        () -> {
                            for (int i = 0; i < rounds; i++) {
                                mutex.lock();
                                guarded[0]++;
                                mutex.unlock();
                                setting.pause();
                            }
                        });
        Task<Void> partner =
                setting.run(
                        () -> {
                            for (int i = 0; i < rounds; i++) {
                                turn.await();
                                mutex.lock();
                                guarded[0]++;
                                done.setAndUnlock(mutex);
                            }
                        });
        for (int i = 0; i < rounds; i++) {
            mutex.lock();
            guarded[0]++;
            turn.setAndUnlock(mutex);
            done.awaitUninterruptibly();
        }
        rival.get();
        partner.get();
        assertThat(guarded[0]).isEqualTo(3 * rounds);
    }

    @Test
    void shouldBeRefusedToAPredicateWithNothingChanged() throws Exception {
        Mutex mutex = new Mutex();
        Event event = new Event(Reset.MANUAL);
        Task<Void> waiter = await(event);
        mutex.lock();
        assertThatThrownBy(
                        () ->
                                mutex.awaitUntilUninterruptibly(
                                        () -> {
                                            event.setAndUnlock(mutex);
                                            return true;
                                        }))
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThat(mutex.isHeldByCurrentThread()).isTrue();
        assertThat(event.isSet()).isFalse();
        event.setAndUnlock(mutex);
        waiter.get();
    }
}
