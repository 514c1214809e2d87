package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of wait, by a virtual thread. */
@HangBound
class VirtualThreadWaitTest {

    @BeforeEach
    void assumeVirtual() {
        TestThreads.assumeVirtual();
    }

    @ParameterizedTest
    @MethodSource("org.furwock.futex.WaitForm#onEveryWord")
    void shouldBeWokenFromEveryForm(WaitForm form, WordKind kind) {
        FutexWord word = kind.create();
        Task<WaitResult> sleeper =
                TestThreads.start(
                        Kind.VIRTUAL,
                        () -> Sleepers.despiteSpurious(() -> form.sleep(word, 0, Deadline.NEVER)));
        Sleepers.awaitAsleep(word, 1);

        Sleepers.wakeOne(word);

        assertThat(sleeper.get()).isEqualTo(WaitResult.WOKEN);
    }

    private static Task<WaitResult> startSleeperThatIsInterrupted(WaitForm form, FutexWord word) {
        return TestThreads.start(
                Kind.VIRTUAL,
                () -> {
                    WaitResult result =
                            Sleepers.despiteSpurious(() -> form.sleep(word, 0, Deadline.NEVER));
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                    return result;
                });
    }

    @ParameterizedTest
    @MethodSource("org.furwock.futex.WaitForm#interruptibleOnEveryWord")
    void shouldBeInterrupted(WaitForm form, WordKind kind) {
        FutexWord word = kind.create();
        Task<WaitResult> sleeper = startSleeperThatIsInterrupted(form, word);
        Sleepers.awaitAsleep(word, 1);
        assertThat(LockSupport.getBlocker(sleeper.thread())).isInstanceOf(FutexWord.class);

        sleeper.interrupt();

        assertThat(sleeper.get()).isEqualTo(WaitResult.INTERRUPTED);
        Sleepers.awaitAsleep(word, 0);
    }

    @ParameterizedTest
    @MethodSource("org.furwock.futex.WaitForm#uninterruptibleOnEveryWord")
    void shouldNotBeInterruptedIfItDoesNotWant(WaitForm form, WordKind kind) {
        FutexWord word = kind.create();
        Task<WaitResult> sleeper = startSleeperThatIsInterrupted(form, word);
        Sleepers.awaitAsleep(word, 1);

        sleeper.interrupt();

        Sleepers.wakeOne(word);
        assertThat(sleeper.get()).isEqualTo(WaitResult.WOKEN);
    }

    @ParameterizedTest
    @MethodSource("org.furwock.futex.WaitForm#timedOnEveryWord")
    void shouldTimeOutNotBeforeTheDeadlineAndLeaveNothingBehind(WaitForm form, WordKind kind) {
        FutexWord word = kind.create();
        Deadline deadline = Deadline.afterNanos(TimeUnit.MILLISECONDS.toNanos(20));
        Task<WaitResult> sleeper =
                TestThreads.start(
                        Kind.VIRTUAL,
                        () -> {
                            WaitResult result =
                                    Sleepers.despiteSpurious(() -> form.sleep(word, 0, deadline));
                            assertThat(System.nanoTime()).isGreaterThanOrEqualTo(deadline.nanos());
                            return result;
                        });

        assertThat(sleeper.get()).isEqualTo(WaitResult.TIMED_OUT);
        Sleepers.awaitAsleep(word, 0);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldNotSleepIfTheValueHasChanged(WordKind kind) {
        FutexWord word = kind.create();
        for (WaitForm form : WaitForm.values()) {
            Task<WaitResult> sleeper =
                    TestThreads.start(Kind.VIRTUAL, () -> form.sleep(word, 1, Deadline.NEVER));
            assertThat(sleeper.get()).as(form.name()).isEqualTo(WaitResult.VALUE_CHANGED);
        }
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldSayWhichOfSeveralWordsWokeIt(WordKind kind) {
        for (int index : new int[] {2, 0, 1}) {
            FutexWord[] words = kind.create(3);
            Task<WaitAnyResult> sleeper =
                    TestThreads.start(
                            Kind.VIRTUAL, () -> Futex.awaitAny(words, new int[3], Deadline.NEVER));
            for (FutexWord word : words) {
                Sleepers.awaitAsleep(word, 1);
            }

            Sleepers.wakeOne(words[index]);

            assertThat(sleeper.get()).hasToString("WOKEN[" + index + "]");
        }
    }

    @Test
    void shouldLeaveTheirCarrierToOthers() throws InterruptedException {
        List<String> oneCarrier =
                List.of(
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=1");
        try (ChildJvm child = ChildJvm.start(OneCarrier.class, oneCarrier)) {
            assertThat(child.outputOfSuccess()).isEqualTo("ticking, all woken");
        }
    }

    /** Runs in a process of its own. */
    static final class OneCarrier {
        private OneCarrier() {}

        public static void main(String[] arguments) {
            List<FutexWord> words = new ArrayList<>();
            List<Task<WaitResult>> sleepers = new ArrayList<>();
            for (FutexScope scope : FutexScope.values()) {
                for (WaitForm form : WaitForm.values()) {
                    FutexWord word = FutexWord.allocate(scope);
                    words.add(word);
                    sleepers.add(
                            TestThreads.start(
                                    Kind.VIRTUAL,
                                    () ->
                                            Sleepers.despiteSpurious(
                                                    () -> form.sleep(word, 0, Deadline.NEVER))));
                }
            }
            words.forEach(word -> Sleepers.awaitAsleep(word, 1));
            AtomicInteger ticks = new AtomicInteger();
            Task<Void> ticking =
                    TestThreads.start(
                            Kind.VIRTUAL,
                            () -> {
                                while (ticks.get() >= 0 && ticks.get() < 1_000_000) {
                                    ticks.incrementAndGet();
                                    LockSupport.parkNanos(100_000);
                                }
                                return null;
                            });
            Sleepers.await(() -> ticks.get() > 20, () -> "no ticking");
            ticks.set(Integer.MIN_VALUE);
            ticking.get();
            words.forEach(Sleepers::wakeOne);
            boolean all = sleepers.stream().allMatch(task -> task.get() == WaitResult.WOKEN);
            System.out.println("ticking, " + (all ? "all woken" : "not all woken"));
            System.exit(0);
        }
    }
}
