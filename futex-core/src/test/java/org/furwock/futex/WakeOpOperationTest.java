package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.furwock.futex.WakeOp.Comparison;
import org.furwock.futex.WakeOp.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** FUTEX_WAKE_OP, against a second implementation of its description in futex(2). */
@HangBound
class WakeOpOperationTest {

    /**
     * Old values, arguments and comparands around every limit at which a sign or a width matters.
     */
    private static final int[] OLD = {
        0, 1, 5, -1, -5, 2047, 2048, -2048, -2049, 0x7fff_ffff, 0x8000_0000, 0xfff, 0x5555_5555
    };

    private static final int[] TWELVE_BITS = {0, 1, 5, -1, -5, 2047, -2048, 0x555};

    /** The new value of a word with the value {@code old}. */
    private static int changed(Operation operation, int old, int argument) {
        return switch (operation) {
            case SET -> argument;
            case ADD -> (int) ((long) old + argument);
            case OR -> old | argument;
            case ANDN -> old - (old & argument);
            case XOR -> (old | argument) - (old & argument);
        };
    }

    private static boolean holds(Comparison comparison, int old, int comparand) {
        long difference = (long) old - comparand;
        return switch (comparison) {
            case EQUAL -> difference == 0;
            case NOT_EQUAL -> difference != 0;
            case LESS -> difference < 0;
            case LESS_OR_EQUAL -> difference <= 0;
            case GREATER -> difference > 0;
            case GREATER_OR_EQUAL -> difference >= 0;
        };
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldChangeTheSecondWord(WordKind kind) {
        FutexWord word = kind.create();
        FutexWord second = kind.create();
        for (Operation operation : Operation.values()) {
            for (int argument : TWELVE_BITS) {
                WakeOp op = WakeOp.of(operation, argument, Comparison.EQUAL, 0);
                for (int old : OLD) {
                    second.set(old);
                    assertThat(Futex.wakeOp(word, 1, second, 1, op)).isZero();
                    assertThat(second.get())
                            .as("%x %s %d", old, operation, argument)
                            .isEqualTo(changed(operation, old, argument))
                            .isEqualTo(op.apply(old));
                }
            }
        }
        assertThat(word.get()).isZero();
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldReachEveryBitByAShift(WordKind kind) {
        FutexWord word = kind.create();
        FutexWord second = kind.create();
        for (Operation operation : Operation.values()) {
            for (int shift = 0; shift <= 31; shift++) {
                WakeOp op = WakeOp.ofShift(operation, shift, Comparison.EQUAL, 0);
                for (int old : OLD) {
                    second.set(old);
                    assertThat(Futex.wakeOp(word, 1, second, 1, op)).isZero();
                    assertThat(second.get())
                            .as("%x %s 1 << %d", old, operation, shift)
                            .isEqualTo(changed(operation, old, 1 << shift))
                            .isEqualTo(op.apply(old));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldWakeAtTheSecondWordIfTheOldValuePassesTheTest(WordKind kind) {
        int[][] pairs = {{0, 0}, {-1, 0}, {0, -1}, {Integer.MIN_VALUE, 2047}, {2049, -2048}};
        for (Operation operation : Operation.values()) {
            for (Comparison comparison : Comparison.values()) {
                for (int[] pair : pairs) {
                    wakeAtBoth(kind, operation, comparison, pair[0], pair[1]);
                }
            }
        }
    }

    private static void wakeAtBoth(
            WordKind kind, Operation operation, Comparison comparison, int old, int comparand) {
        String described = kind + " " + operation + ", " + old + " " + comparison + " " + comparand;
        FutexWord word = kind.create();
        FutexWord second = kind.create();
        second.set(old);
        Waiters atFirst = Waiters.asleep(word, 1);
        Waiters atSecond = Waiters.asleep(second, 1);
        boolean both = holds(comparison, old, comparand);

        int woken =
                Futex.wakeOp(word, 1, second, 1, WakeOp.of(operation, 7, comparison, comparand));

        assertThat(woken).as(described).isEqualTo(both ? 2 : 1);
        assertThat(Futex.sleepers(word)).as(described).isZero();
        assertThat(Futex.sleepers(second)).as(described).isEqualTo(both ? 0 : 1);
        assertThat(second.get()).as(described).isEqualTo(changed(operation, old, 7));
        Futex.wakeAll(second);
        assertThat(atFirst.results()).containsExactly(WaitResult.WOKEN);
        assertThat(atSecond.results()).containsExactly(WaitResult.WOKEN);
    }

    @Test
    void shouldSayBeforehandWhetherTheTestPasses() {
        for (Comparison comparison : Comparison.values()) {
            for (int comparand : TWELVE_BITS) {
                WakeOp op = WakeOp.of(Operation.SET, 0, comparison, comparand);
                for (int old : OLD) {
                    assertThat(op.test(old))
                            .as("%d %s %d", old, comparison, comparand)
                            .isEqualTo(holds(comparison, old, comparand));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldWakeNoMoreAtEitherWordThanAsked(WordKind kind) {
        FutexWord word = kind.create();
        FutexWord second = kind.create();
        Waiters atFirst = Waiters.asleep(word, 5);
        Waiters atSecond = Waiters.asleep(second, 5);
        WakeOp add = WakeOp.of(Operation.ADD, 1, Comparison.GREATER_OR_EQUAL, 0);

        assertThat(Futex.wakeOp(word, 2, second, 3, add)).isEqualTo(5);

        atFirst.awaitEnded(2);
        atSecond.awaitEnded(3);
        assertThat(Futex.sleepers(word)).isEqualTo(3);
        assertThat(Futex.sleepers(second)).isEqualTo(2);
        assertThat(Futex.wakeOp(word, Integer.MAX_VALUE, second, Integer.MAX_VALUE, add))
                .isEqualTo(5);
        assertThat(second.get()).isEqualTo(2);
        assertThat(atFirst.results()).hasSize(5).containsOnly(WaitResult.WOKEN);
        assertThat(atSecond.results()).hasSize(5).containsOnly(WaitResult.WOKEN);
    }

    @Test
    void shouldEncodeAsTheKernelHeaderDoes() {
        for (Operation operation : Operation.values()) {
            for (Comparison comparison : Comparison.values()) {
                for (int value : TWELVE_BITS) {
                    assertThat(WakeOp.of(operation, value, comparison, -value - 1).encoded())
                            .isEqualTo(
                                    headerMacro(
                                            operation.ordinal(),
                                            value,
                                            comparison.ordinal(),
                                            -value - 1));
                }
                assertThat(WakeOp.ofShift(operation, 31, comparison, 0).encoded())
                        .isEqualTo(
                                headerMacro(8 | operation.ordinal(), 31, comparison.ordinal(), 0));
            }
        }
    }

    /** FUTEX_OP of linux/futex.h. */
    private static int headerMacro(int op, int oparg, int cmp, int cmparg) {
        return ((op & 0xf) << 28) | ((cmp & 0xf) << 24) | ((oparg & 0xfff) << 12) | cmparg & 0xfff;
    }

    @ParameterizedTest
    @ValueSource(ints = {-2049, 2048, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void shouldRefuseWhatDoesNotFitInto12Bits(int value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WakeOp.of(Operation.SET, value, Comparison.EQUAL, 0))
                .withMessageContainingAll("argument", "12 bits", String.valueOf(value));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WakeOp.of(Operation.SET, 0, Comparison.EQUAL, value))
                .withMessageContainingAll("comparand", "12 bits", String.valueOf(value));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WakeOp.ofShift(Operation.SET, 0, Comparison.EQUAL, value))
                .withMessageContainingAll("comparand", "12 bits", String.valueOf(value));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 32, Integer.MAX_VALUE})
    void shouldRefuseAShiftBeyondTheWord(int shift) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WakeOp.ofShift(Operation.OR, shift, Comparison.EQUAL, 0))
                .withMessageContainingAll("shift", String.valueOf(shift));
    }

    @Test
    void shouldRefuseBadCountsAndMixedScopesAndTouchNothing() {
        FutexWord word = FutexWord.allocate();
        FutexWord second = FutexWord.allocate();
        FutexWord everybodys = FutexWord.allocate(FutexScope.SHARED);
        Waiters waiters = Waiters.asleep(word, 1);
        WakeOp set = WakeOp.of(Operation.SET, 1, Comparison.EQUAL, 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futex.wakeOp(word, 0, second, 1, set))
                .withMessageContaining("wake must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futex.wakeOp(word, 1, second, -9, set))
                .withMessageContaining("-9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futex.wakeOp(word, 1, everybodys, 1, set))
                .withMessageContainingAll("scope", "PRIVATE", "SHARED");

        assertThat(second.get()).isZero();
        assertThat(everybodys.get()).isZero();
        assertThat(Futex.wakeOp(word, 1, second, 1, set)).isEqualTo(1);
        assertThat(waiters.results()).containsExactly(WaitResult.WOKEN);
    }

    @Test
    void shouldDescribeItself() {
        assertThat(WakeOp.of(Operation.ADD, 7, Comparison.EQUAL, 9))
                .hasToString("ADD 7, wake if old EQUAL 9");
    }
}
