package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FUTEX_REQUEUE and FUTEX_CMP_REQUEUE. */
@HangBound
class RequeueOperationTest {

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldWakeSomeAndMoveTheRest(WordKind kind) {
        FutexWord from = kind.create();
        FutexWord to = kind.create();
        Waiters waiters = Waiters.asleep(from, 10);

        RequeueResult result = Futex.cmpRequeue(from, 0, to, 3, 7);

        assertCounts(result, 3, 7);
        waiters.awaitEnded(3);
        assertThat(Futex.sleepers(from)).isZero();
        assertThat(Futex.sleepers(to)).isEqualTo(7);
        assertThat(Futex.wakeAll(from)).isZero();
        assertThat(Futex.wakeAll(to)).isEqualTo(7);
        assertThat(waiters.results()).hasSize(10).containsOnly(WaitResult.WOKEN);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldLeaveTheRestOfAThousandWhereTheyAre(WordKind kind) {
        FutexWord from = kind.create();
        FutexWord to = kind.create();
        Waiters waiters = Waiters.asleep(from, 1000);

        RequeueResult result = Futex.cmpRequeue(from, 0, to, 300, 500);

        assertCounts(result, 300, 500);
        waiters.awaitEnded(300);
        assertThat(Futex.sleepers(from)).isEqualTo(200);
        assertThat(Futex.sleepers(to)).isEqualTo(500);
        assertThat(Futex.wakeAll(to)).isEqualTo(500);
        assertThat(Futex.wakeAll(from)).isEqualTo(200);
        assertThat(waiters.results()).hasSize(1000).containsOnly(WaitResult.WOKEN);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldCountSeparatelyWhateverIsAskedFor(WordKind kind) {
        FutexWord from = kind.create();
        FutexWord to = kind.create();
        Waiters waiters = Waiters.asleep(from, 10);

        assertCounts(Futex.requeue(from, to, 0, 0), 0, 0);
        assertCounts(Futex.requeue(from, to, 2, 0), 2, 0);
        assertCounts(Futex.requeue(from, to, 0, 3), 0, 3);
        assertCounts(Futex.requeue(from, to, 1, 1), 1, 1);
        assertCounts(Futex.requeue(from, to, 2, Integer.MAX_VALUE), 2, 1);
        assertCounts(Futex.requeue(from, to, 5, 5), 0, 0);
        assertCounts(Futex.requeue(to, from, Integer.MAX_VALUE, 5), 5, 0);

        assertThat(waiters.results()).hasSize(10).containsOnly(WaitResult.WOKEN);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldDoNothingIfTheValueHasChanged(WordKind kind) {
        FutexWord from = kind.create();
        FutexWord to = kind.create();
        Waiters waiters = Waiters.asleep(from, 3);
        from.set(Integer.MIN_VALUE);

        RequeueResult result = Futex.cmpRequeue(from, 0, to, 1, 2);

        assertThat(result.valueChanged()).isTrue();
        assertThat(result.woken()).isZero();
        assertThat(result.requeued()).isZero();
        assertThat(Futex.sleepers(from)).isEqualTo(3);
        assertThat(Futex.sleepers(to)).isZero();
        assertCounts(Futex.cmpRequeue(from, Integer.MIN_VALUE, to, 1, 2), 1, 2);
        assertThat(Futex.wakeAll(to)).isEqualTo(2);
        assertThat(waiters.results()).hasSize(3).containsOnly(WaitResult.WOKEN);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldNotCompareUnlessAsked(WordKind kind) {
        FutexWord from = kind.create();
        FutexWord to = kind.create();
        Waiters waiters = Waiters.asleep(from, 2);
        from.set(99);

        assertCounts(Futex.requeue(from, to, 1, 1), 1, 1);
        assertThat(Futex.wakeAll(to)).isEqualTo(1);
        assertThat(waiters.results()).hasSize(2).containsOnly(WaitResult.WOKEN);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldAllowTheSameWordTwice(WordKind kind) {
        FutexWord word = kind.create();
        Waiters waiters = Waiters.asleep(word, 4);

        assertCounts(Futex.cmpRequeue(word, 0, word, 1, 10), 1, 3);
        assertThat(Futex.sleepers(word)).isEqualTo(3);
        assertThat(Futex.wakeAll(word)).isEqualTo(3);
        assertThat(waiters.results()).hasSize(4).containsOnly(WaitResult.WOKEN);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldLetAMovedWaiterTimeOut(WordKind kind) {
        FutexWord from = kind.create();
        FutexWord to = kind.create();
        long start = System.nanoTime();
        Task<WaitResult> sleeper =
                TestThreads.start(
                        () ->
                                Futex.awaitNanos(
                                        from, 0, 200_000_000, WaitOptions.UNINTERRUPTIBLE, null));
        Sleepers.awaitAsleep(from, 1);

        assertThat(Futex.requeue(from, to, 0, 1).requeued()).isEqualTo(1);

        assertThat(sleeper.get()).isEqualTo(WaitResult.TIMED_OUT);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000);
        assertThat(Futex.sleepers(to)).isZero();
        assertThat(Futex.wakeAll(to)).isZero();
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldMoveAWaiterOfManyWords(WordKind kind) {
        FutexWord[] words = kind.create(3);
        FutexWord to = kind.create();
        Task<WaitAnyResult> sleeper =
                TestThreads.start(
                        () ->
                                Futex.awaitAny(
                                        words,
                                        new int[3],
                                        Deadline.NEVER,
                                        WaitOptions.UNINTERRUPTIBLE));
        Sleepers.awaitAsleep(words[2], 1);

        assertCounts(Futex.cmpRequeue(words[1], 0, to, 0, 1), 0, 1);

        assertThat(Futex.sleepers(words[1])).isZero();
        assertThat(Futex.sleepers(to)).isEqualTo(1);
        assertThat(Futex.wake(words[1], 1)).isZero();
        assertThat(Futex.wake(to, 1)).isEqualTo(1);
        assertThat(sleeper.get().index()).isEqualTo(1);
    }

    @Test
    void shouldRefuseToMoveBetweenScopes() {
        FutexWord ours = FutexWord.allocate(FutexScope.PRIVATE);
        FutexWord everybodys = FutexWord.allocate(FutexScope.SHARED);
        Waiters waiters = Waiters.asleep(ours, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futex.requeue(ours, everybodys, 0, 1))
                .withMessageContainingAll("scope", "PRIVATE", "SHARED");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futex.cmpRequeue(ours, 0, everybodys, 0, 1))
                .withMessageContainingAll("scope", "PRIVATE", "SHARED");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futex.cmpRequeue(everybodys, 0, ours, 0, 1))
                .withMessageContainingAll("scope", "PRIVATE", "SHARED");

        assertThat(Futex.wake(ours, 1)).isEqualTo(1);
        assertThat(waiters.results()).containsExactly(WaitResult.WOKEN);
    }

    @Test
    void shouldRefuseNegativeCounts() {
        FutexWord from = FutexWord.allocate();
        FutexWord to = FutexWord.allocate();
        Waiters waiters = Waiters.asleep(from, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futex.requeue(from, to, -3, 1))
                .withMessageContaining("-3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futex.requeue(from, to, 1, -4))
                .withMessageContaining("-4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futex.cmpRequeue(from, 0, to, -5, 1))
                .withMessageContaining("-5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futex.cmpRequeue(from, 0, to, 1, Integer.MIN_VALUE))
                .withMessageContaining("-2147483648");

        assertCounts(Futex.requeue(from, to, 1, 0), 1, 0);
        assertThat(waiters.results()).containsExactly(WaitResult.WOKEN);
    }

    private static void assertCounts(RequeueResult result, int woken, int requeued) {
        assertThat(result).hasToString("woken " + woken + ", requeued " + requeued);
        assertThat(result.valueChanged()).isFalse();
        assertThat(result.woken()).isEqualTo(woken);
        assertThat(result.requeued()).isEqualTo(requeued);
    }
}
