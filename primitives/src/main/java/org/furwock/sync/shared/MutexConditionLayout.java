package org.furwock.sync.shared;

/**
 * A {@link org.furwock.sync.MutexCondition} in shared memory, for programs in other languages. All
 * fields are read and written with the mutex held, except that the kernel compares a sequence.
 *
 * <pre>
 *  offset  size  field
 *     0     4    even sequence  what members of groups with even numbers sleep on; changes with each
 *                              signal to such a group; wraps
 *     4     4    odd sequence   the same for odd numbers
 *     8     4    closed group   number of the group that is signalled; wraps
 *    12     4    unsignalled    members of the closed group without a signal yet
 *    16     4    signals        given to the closed group and not taken
 *    20     4    newcomers      members of the group after it
 *
 *  signal:  CMP_REQUEUE (wake 0, move 1) from the group's sequence to the mutex's word,
 *           after CONTENDED was stored there
 * </pre>
 *
 * @since 1.0
 */
public final class MutexConditionLayout {

    /** The type of the slot. */
    public static final String TYPE = "MutexCondition/2";

    /** Offsets. */
    public static final int EVEN_SEQUENCE_OFFSET = 0;

    public static final int ODD_SEQUENCE_OFFSET = 4;
    public static final int CLOSED_GROUP_OFFSET = 8;
    public static final int UNSIGNALLED_OFFSET = 12;
    public static final int SIGNALS_OFFSET = 16;
    public static final int NEWCOMERS_OFFSET = 20;

    /** Size of the structure. */
    public static final int SIZE = 24;

    private MutexConditionLayout() {}
}
