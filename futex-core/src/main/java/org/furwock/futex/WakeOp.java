package org.furwock.futex;

/**
 * What {@link Futex#wakeOp} does to the second word, and when it wakes there: {@code old = word;
 * word = old OP argument; wake there if old COMPARISON comparand}, in one atomic step as far as the
 * word is concerned.
 *
 * <p>The kernel packs all of it into 32 bits. So the argument and the comparand have 12 bits each,
 * and range from {@value #MIN_ARGUMENT} to {@value #MAX_ARGUMENT}. They are sign-extended: -1 sets
 * all 32 bits, and the comparison is signed. To reach a single higher bit, use the shift form,
 * whose argument is {@code 1 << shift}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/futex.2.html">futex(2), FUTEX_WAKE_OP</a>
 * @since 1.0
 */
public final class WakeOp {

    /** The least argument and comparand. */
    public static final int MIN_ARGUMENT = -2048;

    /** The greatest argument and comparand. */
    public static final int MAX_ARGUMENT = 2047;

    private static final int SHIFT_FLAG = 8;

    /** How the second word changes. */
    public enum Operation {
        /** {@code word = argument}. */
        SET(0) {
            @Override
            int apply(int old, int argument) {
                return argument;
            }
        },
        /** {@code word += argument}. */
        ADD(1) {
            @Override
            int apply(int old, int argument) {
                return old + argument;
            }
        },
        /** {@code word |= argument}. */
        OR(2) {
            @Override
            int apply(int old, int argument) {
                return old | argument;
            }
        },
        /** {@code word &= ~argument}. */
        ANDN(3) {
            @Override
            int apply(int old, int argument) {
                return old & ~argument;
            }
        },
        /** {@code word ^= argument}. */
        XOR(4) {
            @Override
            int apply(int old, int argument) {
                return old ^ argument;
            }
        };

        private final int code;

        Operation(int code) {
            this.code = code;
        }

        abstract int apply(int old, int argument);
    }

    /** When sleepers at the second word are woken, too: signed comparison of its old value. */
    public enum Comparison {
        /** {@code old == comparand}. */
        EQUAL(0) {
            @Override
            boolean test(int old, int comparand) {
                return old == comparand;
            }
        },
        /** {@code old != comparand}. */
        NOT_EQUAL(1) {
            @Override
            boolean test(int old, int comparand) {
                return old != comparand;
            }
        },
        /** {@code old < comparand}. */
        LESS(2) {
            @Override
            boolean test(int old, int comparand) {
                return old < comparand;
            }
        },
        /** {@code old <= comparand}. */
        LESS_OR_EQUAL(3) {
            @Override
            boolean test(int old, int comparand) {
                return old <= comparand;
            }
        },
        /** {@code old > comparand}. */
        GREATER(4) {
            @Override
            boolean test(int old, int comparand) {
                return old > comparand;
            }
        },
        /** {@code old >= comparand}. */
        GREATER_OR_EQUAL(5) {
            @Override
            boolean test(int old, int comparand) {
                return old >= comparand;
            }
        };

        private final int code;

        Comparison(int code) {
            this.code = code;
        }

        abstract boolean test(int old, int comparand);
    }

    private final Operation operation;
    private final int argument;
    private final Comparison comparison;
    private final int comparand;
    private final int encoded;

    private WakeOp(
            Operation operation,
            int flag,
            int encodedArgument,
            int argument,
            Comparison comparison,
            int comparand) {
        this.operation = operation;
        this.argument = argument;
        this.comparison = comparison;
        this.comparand = checked("comparand", comparand);
        this.encoded =
                (flag | operation.code) << 28
                        | comparison.code << 24
                        | (encodedArgument & 0xfff) << 12
                        | (comparand & 0xfff);
    }

    /**
     * An operation with a plain argument.
     *
     * @throws IllegalArgumentException if the argument or the comparand has more than 12 bits
     */
    public static WakeOp of(
            Operation operation, int argument, Comparison comparison, int comparand) {
        checked("argument", argument);
        return new WakeOp(operation, 0, argument, argument, comparison, comparand);
    }

    /**
     * An operation whose argument is {@code 1 << shift}.
     *
     * @throws IllegalArgumentException if the shift is not in 0 to 31, or the comparand has more
     *     than 12 bits
     */
    public static WakeOp ofShift(
            Operation operation, int shift, Comparison comparison, int comparand) {
        if (shift < 0 || shift > 31) {
            throw new IllegalArgumentException("shift must be in 0 to 31, and is " + shift);
        }
        return new WakeOp(operation, SHIFT_FLAG, shift, 1 << shift, comparison, comparand);
    }

    private static int checked(String what, int value) {
        if (value < MIN_ARGUMENT || value > MAX_ARGUMENT) {
            throw new IllegalArgumentException(
                    what
                            + " must fit into 12 bits, in "
                            + MIN_ARGUMENT
                            + " to "
                            + MAX_ARGUMENT
                            + ", and is "
                            + value);
        }
        return value;
    }

    /** The kernel's encoding, FUTEX_OP(op, oparg, cmp, cmparg). */
    public int encoded() {
        return encoded;
    }

    /** What becomes of a word that has this value. */
    public int apply(int old) {
        return operation.apply(old, argument);
    }

    /** Whether sleepers at the second word are woken if it had this value. */
    public boolean test(int old) {
        return comparison.test(old, comparand);
    }

    @Override
    public String toString() {
        return operation + " " + argument + ", wake if old " + comparison + " " + comparand;
    }
}
