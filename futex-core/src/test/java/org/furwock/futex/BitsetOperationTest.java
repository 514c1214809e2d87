package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** FUTEX_WAIT_BITSET and FUTEX_WAKE_BITSET: which wake reaches which waiter. */
@HangBound
class BitsetOperationTest {

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldWakeOnlyThoseWhoseBitsOverlap(WordKind kind) {
        FutexWord word = kind.create();
        Map<Integer, Waiters> byBits = new LinkedHashMap<>();
        for (int bits : new int[] {0b0001, 0b0010, 0b0100, 0b0110, 0b1000}) {
            byBits.put(bits, Waiters.asleep(word, 2, bits));
        }

        assertThat(Futex.wakeBitset(word, Integer.MAX_VALUE, 0b0010)).isEqualTo(4);

        byBits.get(0b0010).awaitEnded(2);
        byBits.get(0b0110).awaitEnded(2);
        assertThat(Futex.sleepers(word)).isEqualTo(6);
        assertThat(Futex.wakeBitset(word, Integer.MAX_VALUE, 0b0010)).isZero();
        assertThat(Futex.wakeBitset(word, Integer.MAX_VALUE, 0b1100)).isEqualTo(4);
        assertThat(Futex.wakeBitset(word, Integer.MAX_VALUE, 0b0001)).isEqualTo(2);
        byBits.values()
                .forEach(waiters -> assertThat(waiters.results()).containsOnly(WaitResult.WOKEN));
    }

    @ParameterizedTest
    @CsvSource({
        "0x6, 0x3, true",
        "0x6, 0x9, false",
        "0x80000000, 0xC0000000, true",
        "0x80000000, 0x7FFFFFFF, false",
        "0x7FFFFFFF, 0x80000000, false",
        "0x1, 0xFFFFFFFF, true",
        "0xFFFFFFFF, 0x80000000, true",
        "0x55555555, 0xAAAAAAAA, false",
        "0x55555555, 0xAAAAAAAB, true"
    })
    void shouldMeetIfOneBitIsCommon(String waitBits, String wakeBits, boolean meets) {
        for (WordKind kind : WordKind.values()) {
            FutexWord word = kind.create();
            Waiters waiters = Waiters.asleep(word, 1, (int) (long) Long.decode(waitBits));

            int woken = Futex.wakeBitset(word, 1, (int) (long) Long.decode(wakeBits));

            assertThat(woken).as(kind.name()).isEqualTo(meets ? 1 : 0);
            assertThat(Futex.sleepers(word)).as(kind.name()).isEqualTo(meets ? 0 : 1);
            Futex.wakeAll(word);
            assertThat(waiters.results()).containsExactly(WaitResult.WOKEN);
        }
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldWakeNoMoreOfThemThanAsked(WordKind kind) {
        FutexWord word = kind.create();
        Waiters others = Waiters.asleep(word, 3, 0b01);
        Waiters meant = Waiters.asleep(word, 5, 0b10);

        assertThat(Futex.wakeBitset(word, 2, 0b10)).isEqualTo(2);
        meant.awaitEnded(2);
        assertThat(Futex.sleepers(word)).isEqualTo(6);
        assertThat(Futex.wakeBitset(word, 10, 0b10)).isEqualTo(3);

        assertThat(meant.results()).hasSize(5).containsOnly(WaitResult.WOKEN);
        assertThat(others.ended()).isZero();
        assertThat(Futex.wakeAll(word)).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldMeetEveryBitsetWithAPlainWake(WordKind kind) {
        FutexWord word = kind.create();
        Waiters waiters = Waiters.asleep(word, 4, 1 << 31);

        assertThat(Futex.wake(word, 3)).isEqualTo(3);
        assertThat(Futex.wakeAll(word)).isEqualTo(1);
        assertThat(waiters.results()).hasSize(4).containsOnly(WaitResult.WOKEN);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldWakeAWaiterWithoutABitset(WordKind kind) {
        FutexWord word = kind.create();
        TestThreads.Task<WaitResult> plain =
                TestThreads.start(
                        () -> Futex.await(word, 0, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE));
        Sleepers.awaitAsleep(word, 1);

        assertThat(Futex.wakeBitset(word, 1, 1 << 17)).isEqualTo(1);
        assertThat(plain.get()).isEqualTo(WaitResult.WOKEN);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldKeepTheBitsetWhenRequeued(WordKind kind) {
        FutexWord from = kind.create();
        FutexWord to = kind.create();
        Waiters waiters = Waiters.asleep(from, 2, 0b01);
        assertThat(Futex.requeue(from, to, 0, 2).requeued()).isEqualTo(2);

        assertThat(Futex.wakeBitset(to, 2, 0b10)).isZero();
        assertThat(Futex.wakeBitset(to, 2, 0b01)).isEqualTo(2);
        assertThat(waiters.results()).hasSize(2).containsOnly(WaitResult.WOKEN);
    }

    @Test
    void shouldRefuseABitsetThatMeetsNobody() {
        FutexWord word = FutexWord.allocate();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WaitOptions(true, 0))
                .withMessageContaining("bitset must not be 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WaitOptions.UNINTERRUPTIBLE.withBitset(0))
                .withMessageContaining("bitset must not be 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futex.wakeBitset(word, 1, 0))
                .withMessageContaining("bitset must not be 0");
    }

    @Test
    void shouldRefuseACountThatTheKernelWouldTakeForOne() {
        FutexWord word = FutexWord.allocate();
        Waiters waiters = Waiters.asleep(word, 1, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futex.wakeBitset(word, 0, 1))
                .withMessageContaining("is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futex.wakeBitset(word, -5, 1))
                .withMessageContaining("-5");

        assertThat(Futex.wakeBitset(word, 1, 1)).isEqualTo(1);
        assertThat(waiters.results()).containsExactly(WaitResult.WOKEN);
    }
}
