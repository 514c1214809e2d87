package org.furwock.sync.shared;

/**
 * A {@link org.furwock.sync.Mutex} in shared memory, for programs in other languages.
 *
 * <pre>
 *  offset  size  field
 *     0     4    word      0 FREE
 *                          1 HELD       held, and no thread waits
 *                          2 CONTENDED  held, and a thread may wait
 *
 *  lock:    CAS 0 -&gt; 1, else swap in 2 until 0 comes out, FUTEX_WAIT on 2 in between
 *  unlock:  swap in 0; if 2 comes out, FUTEX_WAKE 1
 * </pre>
 *
 * @since 1.0
 */
public final class MutexLayout {

    /** The type of the slot. */
    public static final String TYPE = "Mutex/1";

    /** Offset of the word. */
    public static final int WORD_OFFSET = 0;

    /** Size of the structure. */
    public static final int SIZE = 4;

    /** The largest value of the word. */
    static final int MAX_WORD = 2;

    private MutexLayout() {}
}
