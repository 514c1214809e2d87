package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Properties of every wait: it publishes a blocker, and it does not block the garbage collector.
 */
@HangBound
class WaitingTest {

    @ParameterizedTest
    @MethodSource("org.furwock.futex.WaitForm#onEveryWord")
    void shouldShowTheWordAsBlockerWhileItLasts(WaitForm form, WordKind kind) {
        FutexWord word = kind.create();
        Task<Object> sleeper =
                TestThreads.start(
                        () -> {
                            Sleepers.despiteSpurious(() -> form.sleep(word, 0, Deadline.NEVER));
                            return LockSupport.getBlocker(Thread.currentThread());
                        });
        Sleepers.awaitAsleep(word, 1);

        Object blocker = LockSupport.getBlocker(sleeper.thread());

        // A wait on several words can show only one of them: the first.
        assertThat(blocker).isInstanceOf(FutexWord.class);
        if (!form.name().contains("128")) {
            assertThat(blocker).isSameAs(word);
        }
        Sleepers.wakeOne(word);
        assertThat(sleeper.get()).isNull();
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldShowTheBlockerThatWasGiven(WordKind kind) {
        FutexWord word = kind.create();
        Object lock = new Object();
        for (boolean interruptible : new boolean[] {false, true}) {
            Task<Object> sleeper =
                    TestThreads.start(
                            () -> {
                                Sleepers.despiteSpurious(
                                        () ->
                                                Futex.await(
                                                        word,
                                                        0,
                                                        Deadline.NEVER,
                                                        WaitOptions.of(interruptible),
                                                        lock));
                                return LockSupport.getBlocker(Thread.currentThread());
                            });
            Sleepers.awaitAsleep(word, 1);
            assertThat(LockSupport.getBlocker(sleeper.thread())).isSameAs(lock);
            Sleepers.wakeOne(word);
            assertThat(sleeper.get()).isNull();
        }
    }

    @Test
    void shouldShowTheBlockerDuringATimedWait() {
        FutexWord word = FutexWord.allocate();
        Task<WaitResult> sleeper =
                TestThreads.start(
                        () ->
                                Futex.awaitNanos(
                                        word,
                                        0,
                                        Long.MAX_VALUE,
                                        WaitOptions.UNINTERRUPTIBLE,
                                        null));
        Sleepers.awaitAsleep(word, 1);

        assertThat(LockSupport.getBlocker(sleeper.thread())).isSameAs(word);

        Sleepers.wakeOne(word);
        assertThat(sleeper.get()).isEqualTo(WaitResult.WOKEN);
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldNotKeepTheGarbageCollectorFromRunning(FutexScope scope) {
        FutexWord word = FutexWord.allocate(scope);
        Waiters waiters = Waiters.asleep(word, 4);
        Task<WaitResult> interruptible =
                TestThreads.start(() -> Sleepers.despiteSpurious(() -> Futex.await(word, 0)));
        Sleepers.awaitAsleep(word, 5);
        WeakReference<Object> garbage = new WeakReference<>(new Object());

        Sleepers.await(
                () -> {
                    System.gc();
                    return garbage.get() == null;
                },
                () -> "no garbage is collected while threads sleep");

        Sleepers.awaitAsleep(word, 5);
        assertThat(Futex.wakeAll(word)).isEqualTo(5);
        assertThat(waiters.results()).hasSize(4).containsOnly(WaitResult.WOKEN);
        assertThat(interruptible.get()).isEqualTo(WaitResult.WOKEN);
    }
}
