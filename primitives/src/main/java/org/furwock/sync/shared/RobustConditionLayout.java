package org.furwock.sync.shared;

/**
 * A {@link RobustCondition} in shared memory, for programs in other languages.
 *
 * <pre>
 *  offset  size  field
 *     0     4    sequence  changes with each signal; wraps; sleepers FUTEX_WAIT on what they read
 * </pre>
 *
 * @since 1.0
 */
public final class RobustConditionLayout {

    /** The type of the slot. */
    public static final String TYPE = "RobustCondition/1";

    /** Offset of the word. */
    public static final int SEQUENCE_OFFSET = 0;

    /** Size of the structure. */
    public static final int SIZE = 4;

    private RobustConditionLayout() {}
}
