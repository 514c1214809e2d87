package org.furwock.futex;

import java.nio.ByteBuffer;

/** Refuses arguments that the kernel would misread or answer with an error number. */
final class Checks {

    private Checks() {}

    /** For a wake, which names no argument: the first use of a string takes memory. */
    static void requireWakes(int count) {
        if (count < 1) {
            requireCount("count", count);
        }
    }

    static void requireCount(String what, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    what + " must be at least 1 (the kernel takes less for 1), and is " + count);
        }
    }

    static void requireWord(ByteBuffer buffer, int offset) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("buffer must be direct or mapped: " + buffer);
        }
        if (buffer.isReadOnly()) {
            throw new IllegalArgumentException("buffer must not be read-only: " + buffer);
        }
        if (offset < 0 || offset > buffer.limit() - Integer.BYTES) {
            throw new IllegalArgumentException(
                    "offset " + offset + " has no room for an int in " + buffer);
        }
    }

    static void requireAligned(long address) {
        if (address % Integer.BYTES != 0) {
            throw new IllegalArgumentException(
                    "address must be a multiple of 4, and is 0x" + Long.toHexString(address));
        }
    }

    static void requireTimeout(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("time-out must not be negative: " + nanos + " ns");
        }
    }

    static void requireRequeue(FutexWord from, FutexWord to, int wake, int requeue) {
        requireSameScope(from, to);
        if (wake < 0 || requeue < 0) {
            throw new IllegalArgumentException(
                    "counts must not be negative: wake " + wake + ", requeue " + requeue);
        }
    }

    static void requireSameScope(FutexWord one, FutexWord other) {
        if (one.scope() != other.scope()) {
            throw new IllegalArgumentException(
                    "words must have the same scope: " + describe(one) + " and " + describe(other));
        }
        if (!one.engine().equals(other.engine())) {
            throw new IllegalArgumentException(
                    "words must have the same engine: "
                            + describe(one)
                            + " and "
                            + describe(other));
        }
    }

    /** The word without its value, since its memory may be unmapped. */
    private static String describe(FutexWord word) {
        return word.scope() + " 0x" + Long.toHexString(word.address());
    }

    static void requireVector(FutexWord[] words, int[] expected) {
        if (words.length < 1 || words.length > Futex.MAX_WAIT_ANY) {
            throw new IllegalArgumentException(
                    "there must be 1 to "
                            + Futex.MAX_WAIT_ANY
                            + " words, and there are "
                            + words.length);
        }
        if (expected.length != words.length) {
            throw new IllegalArgumentException(
                    "there are " + words.length + " words but " + expected.length + " values");
        }
        for (int i = 0; i < words.length; i++) {
            if (words[i] == null) {
                throw new NullPointerException("words[" + i + "]");
            }
        }
    }

    /** A wait for several words has no bitset. */
    static void requireNoBitset(WaitOptions options) {
        if (!options.matchesAny()) {
            throw new IllegalArgumentException(
                    "a wait for several words has no bitset, and the options say 0x"
                            + Integer.toHexString(options.bitset()));
        }
    }
}
