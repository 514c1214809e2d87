package org.furwock.sync.shared;

/**
 * A {@link org.furwock.sync.Latch} in shared memory, for programs in other languages.
 *
 * <pre>
 *  offset  size  field
 *     0     4    word      bits 0-30   how often it was counted down; open when that is the count
 *                          bit  31     perhaps a thread sleeps
 * </pre>
 *
 * @since 1.0
 */
public final class LatchLayout {

    /** Offset of the word. */
    public static final int WORD_OFFSET = 0;

    /** Size of the structure. */
    public static final int SIZE = 4;

    /** The bits of the number. */
    static final int NUMBER = Integer.MAX_VALUE;

    static final String NAME = "Latch/1";

    /** The type of the slot. */
    public static String type(int count) {
        return NAME + " count=" + count;
    }

    private LatchLayout() {}
}
