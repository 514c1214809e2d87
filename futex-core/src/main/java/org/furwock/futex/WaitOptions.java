package org.furwock.futex;

/**
 * How a thread waits at one word. Immutable: keep the ones that you need in constants, so that a
 * wait allocates nothing.
 *
 * @param interruptible whether an interrupt ends the wait
 * @param bitset the wait is woken only by a wake whose bitset has a bit in common with this one;
 *     {@link Futex#MATCH_ANY} for every wake
 * @since 1.0
 */
public record WaitOptions(boolean interruptible, int bitset) {

    /** An interrupt ends the wait, and so does every wake: the default. */
    public static final WaitOptions INTERRUPTIBLE = new WaitOptions(true, Futex.MATCH_ANY);

    /** Every wake ends the wait, and an interrupt does not. */
    public static final WaitOptions UNINTERRUPTIBLE = new WaitOptions(false, Futex.MATCH_ANY);

    /**
     * Checks the bitset.
     *
     * @throws IllegalArgumentException if the bitset is 0, which no wake has a bit in common with
     */
    public WaitOptions {
        requireBits(bitset);
    }

    /** {@link #INTERRUPTIBLE} or {@link #UNINTERRUPTIBLE}. */
    public static WaitOptions of(boolean interruptible) {
        return interruptible ? INTERRUPTIBLE : UNINTERRUPTIBLE;
    }

    /** The same with another bitset. */
    public WaitOptions withBitset(int bits) {
        return new WaitOptions(interruptible, bits);
    }

    /** Whether every wake ends the wait. */
    boolean matchesAny() {
        return bitset == Futex.MATCH_ANY;
    }

    static int requireBits(int bitset) {
        if (bitset == 0) {
            throw new IllegalArgumentException("bitset must not be 0: no wake would match it");
        }
        return bitset;
    }
}
