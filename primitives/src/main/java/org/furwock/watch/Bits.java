package org.furwock.watch;

import java.util.Arrays;

/**
 * Sets of small numbers, a bit for each. Unlike a {@code BitSet}, a set is not changed: other
 * threads may read it.
 */
final class Bits {

    private static final int SHIFT = 6;

    private Bits() {}

    static boolean contains(long[] bits, int number) {
        int place = number >> SHIFT;
        return place < bits.length && (bits[place] & 1L << number) != 0;
    }

    static long[] with(long[] bits, int number) {
        int place = number >> SHIFT;
        long[] more = Arrays.copyOf(bits, Math.max(bits.length, place + 1));
        more[place] |= 1L << number;
        return more;
    }

    /** Without a number that the set contains. */
    static long[] without(long[] bits, int number) {
        long[] less = bits.clone();
        less[number >> SHIFT] &= ~(1L << number);
        return less;
    }

    /** How many smaller numbers the set contains. */
    static int countBelow(long[] bits, int number) {
        int place = number >> SHIFT;
        int count = 0;
        for (int i = 0; i < place && i < bits.length; i++) {
            count += Long.bitCount(bits[i]);
        }
        return place < bits.length
                ? count + Long.bitCount(bits[place] & (1L << number) - 1)
                : count;
    }

    /** The smallest number of the set that is not below the given one; negative without one. */
    static int next(long[] bits, int from) {
        int place = from >> SHIFT;
        long word = place < bits.length ? bits[place] & -1L << from : 0;
        while (word == 0) {
            place++;
            if (place >= bits.length) {
                return -1;
            }
            word = bits[place];
        }
        return (place << SHIFT) + Long.numberOfTrailingZeros(word);
    }

    /** The numbers of a set that another set does not contain, which they are added to. */
    static long[] moveNew(long[] bits, long[] met) {
        long[] found = new long[bits.length];
        for (int i = 0; i < bits.length; i++) {
            found[i] = bits[i] & ~met[i];
            met[i] |= bits[i];
        }
        return found;
    }
}
