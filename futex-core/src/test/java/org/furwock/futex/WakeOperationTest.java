package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FUTEX_WAKE. */
@HangBound
class WakeOperationTest {

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldWakeExactlyAsManyAsAsked(WordKind kind) {
        FutexWord word = kind.create();
        Waiters waiters = Waiters.asleep(word, 55);

        int expectedToEnd = 0;
        for (int count = 1; count <= 10; count++) {
            assertThat(Futex.wake(word, count)).isEqualTo(count);
            expectedToEnd += count;
            waiters.awaitEnded(expectedToEnd);
            assertThat(Futex.sleepers(word)).isEqualTo(55 - expectedToEnd);
        }

        assertThat(waiters.results()).hasSize(55).containsOnly(WaitResult.WOKEN);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldWakeNoMoreThanThereAre(WordKind kind) {
        FutexWord word = kind.create();
        Waiters waiters = Waiters.asleep(word, 3);

        assertThat(Futex.wake(word, 100)).isEqualTo(3);
        assertThat(Futex.wake(word, 100)).isZero();
        assertThat(waiters.results()).hasSize(3).containsOnly(WaitResult.WOKEN);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldWakeAll(WordKind kind) {
        FutexWord word = kind.create();
        Waiters waiters = Waiters.asleep(word, 20);

        assertThat(Futex.wakeAll(word)).isEqualTo(20);
        assertThat(waiters.results()).hasSize(20).containsOnly(WaitResult.WOKEN);
        assertThat(Futex.wakeAll(word)).isZero();
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldNotRememberAWakeThatFoundNobody(WordKind kind) {
        FutexWord word = kind.create();

        assertThat(Futex.wake(word, 1)).isZero();
        assertThat(Futex.awaitNanos(word, 0, 1_000_000, WaitOptions.UNINTERRUPTIBLE, null))
                .isEqualTo(WaitResult.TIMED_OUT);
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldNotReachNeighboursInTheCacheLine(FutexScope scope) {
        FutexWord[] words = FutexWord.allocateAdjacent(scope, 3);
        Waiters waiters = Waiters.asleep(words[1], 1);

        assertThat(Futex.wakeAll(words[0])).isZero();
        assertThat(Futex.wakeAll(words[2])).isZero();
        assertThat(Futex.sleepers(words[1])).isEqualTo(1);
        assertThat(Futex.wake(words[1], 1)).isEqualTo(1);
        assertThat(waiters.results()).containsExactly(WaitResult.WOKEN);
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldMeetAWaiterAtAnotherWordOverTheSameMemory(FutexScope scope) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(64).alignedSlice(8);
        FutexWord one = FutexWord.of(buffer, 4, scope);
        FutexWord other = FutexWord.of(buffer.duplicate(), 4, scope);
        Waiters waiters = Waiters.asleep(one, 1);

        assertThat(Futex.sleepers(other)).isEqualTo(1);
        assertThat(Futex.wake(other, 1)).isEqualTo(1);
        assertThat(waiters.results()).containsExactly(WaitResult.WOKEN);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldRefuseACountThatTheKernelWouldTakeForOne(WordKind kind) {
        FutexWord word = kind.create();
        Waiters waiters = Waiters.asleep(word, 1);

        for (int count : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Futex.wake(word, count))
                    .withMessageContaining(String.valueOf(count));
        }

        assertThat(Futex.sleepers(word)).isEqualTo(1);
        assertThat(Futex.wake(word, 1)).isEqualTo(1);
        assertThat(waiters.results()).containsExactly(WaitResult.WOKEN);
    }

    @Test
    void shouldTellTheSleepersOfAWordWithoutDisturbingThem() {
        FutexWord word = FutexWord.allocate();
        assertThat(Futex.sleepers(word)).isZero();
        Waiters waiters = Waiters.asleep(word, 7);

        for (int i = 0; i < 100; i++) {
            assertThat(Futex.sleepers(word)).isEqualTo(7);
        }

        assertThat(waiters.ended()).isZero();
        assertThat(Futex.wakeAll(word)).isEqualTo(7);
    }
}
