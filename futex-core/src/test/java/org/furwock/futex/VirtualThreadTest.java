package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.WakeOp.Comparison;
import org.furwock.futex.WakeOp.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Virtual threads alone and beside platform threads at one word. */
@HangBound
class VirtualThreadTest {

    @BeforeEach
    void assumeVirtual() {
        TestThreads.assumeVirtual();
    }

    private static Waiters asleep(Kind kind, FutexWord word, int count) {
        return Waiters.asleep(kind, word, count, Futex.MATCH_ANY);
    }

    @Test
    void shouldBeWokenExactlyAsManyAsAsked() {
        FutexWord word = FutexWord.allocate();
        Waiters waiters = asleep(Kind.VIRTUAL, word, 15);

        int ended = 0;
        for (int count = 1; count <= 5; count++) {
            assertThat(Futex.wake(word, count)).isEqualTo(count);
            ended += count;
            waiters.awaitEnded(ended);
            assertThat(Futex.sleepers(word)).isEqualTo(15 - ended);
        }
        assertThat(waiters.results()).hasSize(15).containsOnly(WaitResult.WOKEN);
    }

    @Test
    void shouldShareACountWithPlatformThreads() {
        FutexWord word = FutexWord.allocate();
        Waiters platform = asleep(Kind.PLATFORM, word, 6);
        Waiters virtual = asleep(Kind.VIRTUAL, word, 6);
        assertThat(Futex.sleepers(word)).isEqualTo(12);

        assertThat(Futex.wake(word, 8)).isEqualTo(8);
        Sleepers.await(
                () -> platform.ended() + virtual.ended() == 8,
                () -> platform.ended() + " + " + virtual.ended() + " instead of 8");
        assertThat(Futex.sleepers(word)).isEqualTo(4);
        assertThat(Futex.wakeAll(word)).isEqualTo(4);

        assertThat(platform.results()).hasSize(6).containsOnly(WaitResult.WOKEN);
        assertThat(virtual.results()).hasSize(6).containsOnly(WaitResult.WOKEN);
    }

    /** The platform thread may be woken and interrupted at once, and reports the interrupt. */
    @Test
    void shouldPassOnAWakeThatWentToAnInterruptedWaiter() {
        int bits = 2; // with bits an interrupt is a wake, too
        FutexWord word = FutexWord.allocate();
        Callable<WaitResult> wait =
                () ->
                        Futex.await(
                                word,
                                0,
                                Deadline.NEVER,
                                WaitOptions.INTERRUPTIBLE.withBitset(bits));
        for (int i = 0; i < 3_000; i++) {
            Task<WaitResult> platform = TestThreads.start(Kind.PLATFORM, wait);
            Task<WaitResult> virtual = TestThreads.start(Kind.VIRTUAL, wait);
            Sleepers.awaitAsleep(word, 2);
            Task<Integer> waker = TestThreads.start(() -> Futex.wakeBitset(word, 1, bits));
            platform.thread().interrupt();
            assertThat(waker.get()).isLessThanOrEqualTo(1); // 0: all are awake already
            if (platform.get() != WaitResult.INTERRUPTED) {
                Futex.wakeAll(word);
            }
            assertThat(virtual.get()).isEqualTo(WaitResult.WOKEN);
        }
    }

    /**
     * The kernel changes the second word, and does not know of a thread that reads it at that
     * moment.
     */
    @Test
    void shouldNotMissAChangeByAWakeOp() {
        FutexWord first = FutexWord.allocate();
        FutexWord second = FutexWord.allocate();
        WakeOp clear = WakeOp.of(Operation.SET, 0, Comparison.EQUAL, 1);
        for (int i = 0; i < 1_000; i++) {
            second.set(1);
            AtomicInteger step = new AtomicInteger();
            Task<WaitResult> virtual =
                    TestThreads.start(
                            Kind.VIRTUAL,
                            () -> {
                                step.set(1);
                                while (step.get() == 1) {
                                    Thread.onSpinWait();
                                }
                                return Futex.await(second, 1);
                            });
            while (step.get() == 0) {
                Thread.onSpinWait();
            }
            step.set(2);
            for (int spins = ThreadLocalRandom.current().nextInt(30); spins > 0; spins--) {
                Thread.onSpinWait();
            }
            Futex.wakeOp(first, 1, second, 1, clear);
            virtual.get();
        }
    }

    /** Each kind has sleepers all the time, and each wake is for one sleeper. */
    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldNotStarveEitherSide(FutexScope scope, TestReporter reporter) {
        FutexWord word = FutexWord.allocate(scope);
        int rounds = 300;
        int[] shares = new int[2];
        List<Task<WaitResult>> sleeping = new ArrayList<>();
        List<Kind> kinds = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            kinds.add(Kind.values()[i % 2]);
            sleeping.add(sleeper(kinds.get(i), word));
        }
        for (int round = 0; round < rounds; round++) {
            Sleepers.awaitAsleep(word, 6);
            Sleepers.wakeOne(word);
            Sleepers.await(
                    () -> sleeping.stream().anyMatch(task -> task.future().isDone()),
                    () -> "the wake is lost");
            for (int i = 0; i < sleeping.size(); i++) {
                if (sleeping.get(i).future().isDone()) {
                    shares[kinds.get(i).ordinal()]++;
                    sleeping.set(i, sleeper(kinds.get(i), word));
                }
            }
        }
        word.set(1);
        Futex.wakeAll(word);

        reporter.publishEntry(
                scope + ", wakes of platform and virtual threads", Arrays.toString(shares));
        assertThat(shares[0] + shares[1]).isGreaterThanOrEqualTo(rounds);
        // A wake moves all waiters of a reactor back to the end of a SHARED word's queue, so they
        // get one wake for each round of the platform threads: 1 of 4 here.
        int least = scope == FutexScope.SHARED && TestEngines.isKernel() ? rounds / 8 : rounds / 3;
        assertThat(shares[0]).as("platform's share of %d", rounds).isGreaterThan(least);
        assertThat(shares[1]).as("virtual's share of %d", rounds).isGreaterThan(least);
    }

    private static Task<WaitResult> sleeper(Kind kind, FutexWord word) {
        return TestThreads.start(
                kind, () -> Futex.await(word, 0, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE));
    }

    /** Twice, since lot and kernel take turns to be first. */
    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldBeMovedBesidePlatformThreads(FutexScope scope) {
        for (int turn = 0; turn < 2; turn++) {
            FutexWord from = FutexWord.allocate(scope);
            if (turn == 1) {
                from.takeTurn();
            }
            FutexWord to = FutexWord.allocate(scope);
            Waiters platform = asleep(Kind.PLATFORM, from, 5);
            Waiters virtual = asleep(Kind.VIRTUAL, from, 5);
            settle(from, 10);

            RequeueResult result = Futex.cmpRequeue(from, 0, to, 2, 6);

            assertThat(result).hasToString("woken 2, requeued 6");
            assertThat(Futex.cmpRequeue(from, 1, to, 2, 6).valueChanged()).isTrue();
            Sleepers.await(() -> platform.ended() + virtual.ended() >= 2, () -> "two should end");
            assertThat(Futex.sleepers(from) + Futex.sleepers(to)).isLessThanOrEqualTo(8);
            from.set(1);
            to.set(1);
            Futex.wakeAll(from);
            Futex.wakeAll(to);
            assertThat(platform.results()).hasSize(5).containsOnly(WaitResult.WOKEN);
            assertThat(virtual.results())
                    .hasSize(5)
                    .allMatch(r -> r == WaitResult.WOKEN || r == WaitResult.VALUE_CHANGED);
        }
    }

    /** A reactor may test its set once more after the last waiter came. */
    private static void settle(FutexWord word, int count) {
        if (word.isShared()) {
            for (int i = 0; i < 50; i++) {
                Sleepers.awaitAsleep(word, count);
                Thread.yield();
            }
        }
    }

    @Test
    void shouldBeMovedExactly() {
        for (int turn = 0; turn < 2; turn++) {
            FutexWord from = FutexWord.allocate();
            FutexWord to = FutexWord.allocate();
            Waiters platform = asleep(Kind.PLATFORM, from, 4);
            Waiters virtual = asleep(Kind.VIRTUAL, from, 4);
            if (turn == 1) {
                from.takeTurn();
            }

            assertThat(Futex.requeue(from, to, 1, 6)).hasToString("woken 1, requeued 6");

            assertThat(Futex.sleepers(from)).isEqualTo(1);
            assertThat(Futex.sleepers(to)).isEqualTo(6);
            assertThat(Futex.wakeAll(to)).isEqualTo(6);
            assertThat(Futex.wakeAll(from)).isEqualTo(1);
            assertThat(platform.results()).hasSize(4).containsOnly(WaitResult.WOKEN);
            assertThat(virtual.results()).hasSize(4).containsOnly(WaitResult.WOKEN);
        }
    }

    @Test
    void shouldBeWokenByAWakeOpBesidePlatformThreads() {
        FutexWord word = FutexWord.allocate();
        FutexWord second = FutexWord.allocate();
        List<Waiters> all =
                List.of(
                        asleep(Kind.PLATFORM, word, 2),
                        asleep(Kind.VIRTUAL, word, 2),
                        asleep(Kind.PLATFORM, second, 2),
                        asleep(Kind.VIRTUAL, second, 2));
        WakeOp onlyFirst = WakeOp.of(Operation.ADD, 5, Comparison.NOT_EQUAL, 0);
        WakeOp both = WakeOp.of(Operation.ADD, 5, Comparison.EQUAL, 5);

        assertThat(Futex.wakeOp(word, 1, second, 9, onlyFirst)).isEqualTo(1);
        assertThat(second.get()).isEqualTo(5);
        assertThat(Futex.wakeOp(word, 2, second, 3, both)).isEqualTo(5);
        assertThat(second.get()).isEqualTo(10);
        assertThat(Futex.sleepers(word)).isEqualTo(1);
        assertThat(Futex.sleepers(second)).isEqualTo(1);
        assertThat(Futex.wakeAll(word) + Futex.wakeAll(second)).isEqualTo(2);

        all.forEach(
                waiters -> assertThat(waiters.results()).hasSize(2).containsOnly(WaitResult.WOKEN));
    }

    @Test
    void shouldBeWokenByBitsBesidePlatformThreads() {
        FutexWord word = FutexWord.allocate();
        Waiters platform = Waiters.asleep(Kind.PLATFORM, word, 2, 0b01);
        Waiters virtual = Waiters.asleep(Kind.VIRTUAL, word, 2, 0b10);
        Waiters virtualToo = Waiters.asleep(Kind.VIRTUAL, word, 2, 0b01);

        assertThat(Futex.wakeBitset(word, 9, 0b01)).isEqualTo(4);
        assertThat(platform.results()).hasSize(2).containsOnly(WaitResult.WOKEN);
        assertThat(virtualToo.results()).hasSize(2).containsOnly(WaitResult.WOKEN);
        assertThat(virtual.ended()).isZero();
        assertThat(Futex.wakeBitset(word, 9, 0b10)).isEqualTo(2);
        assertThat(virtual.results()).hasSize(2).containsOnly(WaitResult.WOKEN);
    }

    /** More than one thread of the reactor can serve. */
    @Test
    void shouldComeInHundredsToASharedWord() {
        FutexWord word = FutexWord.allocate(FutexScope.SHARED);
        Waiters waiters = asleep(Kind.VIRTUAL, word, 300);

        word.set(1);
        int woken = Futex.wakeAll(word);

        assertThat(woken).isLessThanOrEqualTo(300);
        assertThat(waiters.results())
                .hasSize(300)
                .allMatch(r -> r == WaitResult.WOKEN || r == WaitResult.VALUE_CHANGED);
        Sleepers.awaitAsleep(word, 0);
    }

    @Test
    void shouldLeaveNothingBehindThatSleepsInHundreds() {
        FutexWord word = FutexWord.allocate(FutexScope.SHARED);
        List<Task<WaitResult>> sleepers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sleepers.add(TestThreads.start(Kind.VIRTUAL, () -> Futex.await(word, 0)));
        }
        Sleepers.awaitAsleep(word, 200);

        sleepers.forEach(Task::interrupt);

        sleepers.forEach(task -> assertThat(task.get()).isEqualTo(WaitResult.INTERRUPTED));
        Sleepers.awaitAsleep(word, 0);
        assertThat(Futex.wakeAll(word)).isZero();
    }

    /** The classic mutex with three states, with both kinds of threads and some that give up. */
    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldLoseNoWakeInAMixedCrowd(FutexScope scope) {
        FutexWord word = FutexWord.allocate(scope);
        int[] guarded = new int[1];
        AtomicInteger expected = new AtomicInteger();
        List<Task<Void>> crowd = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            boolean impatient = i >= 6;
            crowd.add(
                    TestThreads.start(
                            Kind.values()[i % 2],
                            () -> {
                                for (int round = 0; round < 1000; round++) {
                                    if (lock(word, impatient)) {
                                        guarded[0]++;
                                        expected.incrementAndGet();
                                        Thread.yield();
                                        unlock(word);
                                    }
                                }
                                return null;
                            }));
        }

        crowd.forEach(Task::get);

        assertThat(guarded[0]).isEqualTo(expected.get()).isGreaterThanOrEqualTo(6000);
        assertThat(word.get()).isZero();
    }

    private static boolean lock(FutexWord word, boolean impatient) {
        if (word.compareAndSet(0, 1)) {
            return true;
        }
        Deadline deadline = impatient ? Deadline.afterNanos(200_000) : Deadline.NEVER;
        while (word.getAndSet(2) != 0) {
            if (Futex.await(word, 2, deadline) == WaitResult.TIMED_OUT) {
                return false;
            }
        }
        return true;
    }

    private static void unlock(FutexWord word) {
        if (word.getAndSet(0) == 2) {
            Futex.wake(word, 1);
        }
    }
}
