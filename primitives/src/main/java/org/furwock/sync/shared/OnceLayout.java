package org.furwock.sync.shared;

/**
 * A {@link org.furwock.sync.Once} in shared memory, for programs in other languages.
 *
 * <pre>
 *  offset  size  field
 *     0     4    word      0 FRESH     not run
 *                          1 RUNNING   an action runs, no thread waits
 *                          2 AWAITED   an action runs, a thread may wait
 *                          3 DONE      an action has run
 * </pre>
 *
 * @since 1.0
 */
public final class OnceLayout {

    /** The type of the slot. */
    public static final String TYPE = "Once/1";

    /** Offset of the word. */
    public static final int WORD_OFFSET = 0;

    /** Size of the structure. */
    public static final int SIZE = 4;

    /** The largest value of the word. */
    static final int MAX_WORD = 3;

    private OnceLayout() {}
}
