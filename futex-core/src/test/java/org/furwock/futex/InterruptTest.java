package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Interrupts before and during a wait, one at a time; {@link InterruptHammerTest} has the rest. */
@HangBound
class InterruptTest {

    /** The result of a wait, and the interrupt status after it. */
    private record End(WaitResult result, boolean interrupted) {}

    private static final End INTERRUPTED = new End(WaitResult.INTERRUPTED, true);

    private static Task<End> start(WaitForm form, FutexWord word, Deadline deadline) {
        return TestThreads.start(
                () -> {
                    WaitResult result =
                            Sleepers.despiteSpurious(() -> form.sleep(word, 0, deadline));
                    return new End(result, Thread.currentThread().isInterrupted());
                });
    }

    @ParameterizedTest
    @MethodSource("org.furwock.futex.WaitForm#interruptibleOnEveryWord")
    void shouldEndAWaitDuringWhichItComes(WaitForm form, WordKind kind) {
        FutexWord word = kind.create();
        Task<End> sleeper = start(form, word, Deadline.NEVER);
        Sleepers.awaitAsleep(word, 1);

        sleeper.interrupt();

        assertThat(sleeper.get()).isEqualTo(INTERRUPTED);
        assertThat(Futex.sleepers(word)).isZero();
    }

    @ParameterizedTest
    @MethodSource("org.furwock.futex.WaitForm#interruptibleOnEveryWord")
    void shouldEndAWaitLongBeforeItsDeadline(WaitForm form, WordKind kind) {
        FutexWord word = kind.create();
        Task<End> sleeper = start(form, word, Deadline.afterNanos(TimeUnit.HOURS.toNanos(1)));
        Sleepers.awaitAsleep(word, 1);

        sleeper.interrupt();

        assertThat(sleeper.get()).isEqualTo(INTERRUPTED);
    }

    @ParameterizedTest
    @MethodSource("org.furwock.futex.WaitForm#interruptibleOnEveryWord")
    void shouldEndAWaitBeforeWhichItCame(WaitForm form, WordKind kind) {
        FutexWord word = kind.create();
        Task<End> never =
                TestThreads.start(
                        () -> {
                            Thread.currentThread().interrupt();
                            WaitResult result = form.sleep(word, 0, Deadline.NEVER);
                            return new End(result, Thread.currentThread().isInterrupted());
                        });

        assertThat(never.get()).isEqualTo(INTERRUPTED);
    }

    @Test
    void shouldEndTheFormsForLockBuilders() {
        FutexWord word = FutexWord.allocate();
        Task<WaitResult> full =
                TestThreads.start(
                        () ->
                                Sleepers.despiteSpurious(
                                        () ->
                                                Futex.await(
                                                        word,
                                                        0,
                                                        Deadline.NEVER,
                                                        WaitOptions.INTERRUPTIBLE.withBitset(1),
                                                        "")));
        Sleepers.awaitAsleep(word, 1);
        full.interrupt();
        assertThat(full.get()).isEqualTo(WaitResult.INTERRUPTED);

        Task<WaitResult> nanos =
                TestThreads.start(
                        () ->
                                Sleepers.despiteSpurious(
                                        () ->
                                                Futex.awaitNanos(
                                                        word,
                                                        0,
                                                        Long.MAX_VALUE,
                                                        WaitOptions.INTERRUPTIBLE,
                                                        null)));
        Sleepers.awaitAsleep(word, 1);
        nanos.interrupt();
        assertThat(nanos.get()).isEqualTo(WaitResult.INTERRUPTED);
    }

    @ParameterizedTest
    @MethodSource("org.furwock.futex.WaitForm#uninterruptibleOnEveryWord")
    void shouldNotEndAnUninterruptibleWaitAndNotBeForgotten(WaitForm form, WordKind kind) {
        FutexWord word = kind.create();
        Task<End> sleeper = start(form, word, Deadline.NEVER);
        Sleepers.awaitAsleep(word, 1);

        sleeper.interrupt();
        sleeper.interrupt();

        // If the interrupt had ended the sleep, the wake would find no sleeper.
        for (int i = 0; i < 100; i++) {
            assertThat(Futex.sleepers(word)).isEqualTo(1);
        }
        assertThat(Futex.wake(word, 1)).isEqualTo(1);
        assertThat(sleeper.get()).isEqualTo(new End(WaitResult.WOKEN, true));
    }

    @ParameterizedTest
    @MethodSource("org.furwock.futex.WaitForm#uninterruptibleOnEveryWord")
    void shouldNotEndAnUninterruptibleWaitThatBeginsWithIt(WaitForm form, WordKind kind) {
        FutexWord word = kind.create();
        Task<End> sleeper =
                TestThreads.start(
                        () -> {
                            Thread.currentThread().interrupt();
                            WaitResult result = form.sleep(word, 0, Deadline.NEVER);
                            return new End(result, Thread.currentThread().isInterrupted());
                        });
        Sleepers.awaitAsleep(word, 1);

        assertThat(Futex.wake(word, 1)).isEqualTo(1);
        assertThat(sleeper.get()).isEqualTo(new End(WaitResult.WOKEN, true));
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldReachAThreadThatWasInterruptedAndSleptBefore(WordKind kind) {
        FutexWord word = kind.create();
        Task<Integer> sleeper =
                TestThreads.start(
                        () -> {
                            int interrupts = 0;
                            while (interrupts < 50) {
                                WaitForm form =
                                        interrupts % 2 == 0
                                                ? WaitForm.AWAIT
                                                : WaitForm.AWAIT_BITSET;
                                if (form.sleep(word, 0, Deadline.NEVER) == WaitResult.INTERRUPTED) {
                                    assertThat(Thread.interrupted()).isTrue();
                                    interrupts++;
                                    word.set(interrupts);
                                    while (word.get() != 0) {
                                        Thread.onSpinWait();
                                    }
                                }
                            }
                            return interrupts;
                        });

        for (int i = 1; i <= 50; i++) {
            int round = i;
            Sleepers.awaitAsleep(word, 1);
            sleeper.interrupt();
            Sleepers.await(() -> word.get() == round, () -> "interrupt " + round + " is lost");
            word.set(0);
        }
        assertThat(sleeper.get()).isEqualTo(50);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldReachAWaiterThatWasRequeued(WordKind kind) {
        FutexWord from = kind.create();
        FutexWord to = kind.create();
        Task<WaitResult> sleeper =
                TestThreads.start(() -> Sleepers.despiteSpurious(() -> Futex.await(from, 0)));
        Sleepers.awaitAsleep(from, 1);
        Sleepers.await(
                () -> Futex.requeue(from, to, 0, 1).requeued() == 1, () -> "no waiter is moved");

        sleeper.interrupt();

        assertThat(sleeper.get()).isEqualTo(WaitResult.INTERRUPTED);
        assertThat(Futex.sleepers(to)).isZero();
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldNotTakeTheOthersWithIt(WordKind kind) {
        TestEngines.assumeInterruptsWakeNoOther();
        FutexWord word = kind.create();
        Waiters others = Waiters.asleep(word, 3);
        Task<End> sleeper = start(WaitForm.AWAIT, word, Deadline.NEVER);
        Sleepers.awaitAsleep(word, 4);

        sleeper.interrupt();

        assertThat(sleeper.get()).isEqualTo(INTERRUPTED);
        assertThat(Futex.sleepers(word)).isEqualTo(3);
        assertThat(Futex.wakeAll(word)).isEqualTo(3);
        assertThat(others.results()).containsOnly(WaitResult.WOKEN);
    }
}
