package org.furwock.sync.shared;

/**
 * A {@link org.furwock.sync.RwLock} in shared memory, for programs in other languages.
 *
 * <pre>
 *  offset  size  field
 *     0     4    word      bits 0-15   how many read locks are held
 *                          bits 16-28  how many readers wait, and have been counted
 *                          bit  29     perhaps more readers wait
 *                          bit  30     perhaps writers wait for the claim
 *                          bit  31     a writer has the lock, or will when bits 0-15 are 0
 *
 *  sleepers tell themselves apart by bitsets: 1 readers, 2 writers, 4 the writer that has bit 31
 * </pre>
 */
public final class RwLockLayout {

    /** The type of the slot. */
    public static final String TYPE = "RwLock/1";

    /** Offset of the word. */
    public static final int WORD_OFFSET = 0;

    /** Size of the structure. */
    public static final int SIZE = 4;

    private RwLockLayout() {}
}
