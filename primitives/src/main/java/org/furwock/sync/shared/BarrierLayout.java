package org.furwock.sync.shared;

/**
 * A {@link org.furwock.sync.Barrier} in shared memory, for programs in other languages.
 *
 * <pre>
 *  offset  size  field
 *     0     4    word      bits 0-1    0 OPEN, 1 TRIPPING, 2 BROKEN, 3 RESETTING
 *                          bit  2      perhaps a thread sleeps
 *                          bits 3-b    how many have arrived: as many bits as parties has
 *                          the rest    generation; wraps
 * </pre>
 *
 * @since 1.0
 */
public final class BarrierLayout {

    /** Offset of the word. */
    public static final int WORD_OFFSET = 0;

    /** Size of the structure. */
    public static final int SIZE = 4;

    static final int TRIPPING = 1;

    private static final int COUNT_SHIFT = 3;
    private static final int MAX_COUNT_BITS = 27;

    static final String NAME = "Barrier/1";

    /** The type of the slot. */
    public static String type(int parties) {
        return NAME + " parties=" + parties;
    }

    static int phase(int word) {
        return word & 3;
    }

    static int arrived(int word, int parties) {
        int bits = Math.min(Integer.SIZE - Integer.numberOfLeadingZeros(parties), MAX_COUNT_BITS);
        return (word >>> COUNT_SHIFT) & ((1 << bits) - 1);
    }

    /** Whether a barrier without an action can have left this word. */
    static boolean isPossible(int word, int parties) {
        return phase(word) != TRIPPING && arrived(word, parties) < parties;
    }

    private BarrierLayout() {}
}
