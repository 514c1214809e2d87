package org.furwock.sync.shared;

/**
 * A {@link org.furwock.sync.RwLock} in shared memory, for programs in other languages.
 *
 * <pre>
 *  offset  size  field
 *     0     4    word      bits 0-15   number of read locks held
 *                          bits 16-27  number of readers that wait and are counted
 *                          bit  28     one of the readers is upgradable, or owns the lock (bit 31)
 *                          bit  29     more readers may wait
 *                          bit  30     writers may wait for bit 31, upgradable readers for bit 28
 *                          bit  31     a writer owns the lock, or will own it when bits 0-15 are 0
 *
 *  futex bitsets: 1 readers, 2 writers that wait for bit 31 and upgradable readers for bit 28,
 *  4 the writer that has set bit 31, and the upgradable reader that is about to
 * </pre>
 *
 * @since 1.0
 */
public final class RwLockLayout {

    /** The type of the slot. */
    public static final String TYPE = "RwLock/2";

    /** Offset of the word. */
    public static final int WORD_OFFSET = 0;

    /** Size of the structure. */
    public static final int SIZE = 4;

    private RwLockLayout() {}
}
