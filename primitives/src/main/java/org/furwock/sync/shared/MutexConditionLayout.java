package org.furwock.sync.shared;

/**
 * A {@link org.furwock.sync.MutexCondition} in shared memory, for programs in other languages. All
 * fields are read and written with the mutex held, except that the kernel compares the sequence.
 *
 * <pre>
 *  offset  size  field
 *     0     4    sequence      what waiters sleep on; changes with each signal; wraps
 *     4     4    closed group  number of the group that is signalled; wraps
 *     8     4    unsignalled   members of the closed group without a signal yet
 *    12     4    signals       given to the closed group and not taken
 *    16     4    newcomers     members of the group after it
 *    20     4    untaken       signals of all groups not taken
 *
 *  signal:  CMP_REQUEUE (wake 0, move 1) from the sequence to the mutex's word,
 *           after CONTENDED was stored there
 * </pre>
 */
public final class MutexConditionLayout {

    /** The type of the slot. */
    public static final String TYPE = "MutexCondition/1";

    /** Offsets. */
    public static final int SEQUENCE_OFFSET = 0;

    public static final int CLOSED_GROUP_OFFSET = 4;
    public static final int UNSIGNALLED_OFFSET = 8;
    public static final int SIGNALS_OFFSET = 12;
    public static final int NEWCOMERS_OFFSET = 16;
    public static final int UNTAKEN_OFFSET = 20;

    /** Size of the structure. */
    public static final int SIZE = 24;

    private MutexConditionLayout() {}
}
