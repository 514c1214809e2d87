package org.furwock.sync.shared;

/**
 * The caller <em>has</em> the mutex now, and the thread that had it before died with it: what the
 * mutex protects may be half done.
 *
 * <p>Catch it, repair the data, call {@link PthreadMutex#markConsistent()}, and go on as with any
 * lock. If it is unlocked without that, the mutex becomes unusable for ever.
 *
 * @since 1.0
 */
public final class OwnerDiedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The id, or 0. */
    private final int deadThreadId;

    /** Made in advance, for a death when there is no memory or stack for another exception. */
    OwnerDiedException() {
        super(
                "the owner of a mutex died; the caller holds the mutex now, and must repair what it"
                        + " protects and call markConsistent(); there was no memory to say more",
                null,
                false,
                false);
        deadThreadId = 0;
    }

    OwnerDiedException(PthreadMutex mutex, int deadThreadId) {
        super(
                "the owner of "
                        + mutex
                        + " died, "
                        + (deadThreadId == 0 ? "thread unknown" : "thread " + deadThreadId)
                        + "; the caller holds the mutex now, and must repair what it protects and"
                        + " call markConsistent()");
        this.deadThreadId = deadThreadId;
    }

    /**
     * The kernel's id of the thread that died; the process id, if it was the first thread of its
     * process. It is 0 in three cases. The thread died so early or so late in a call that its id
     * was not recorded; then it was not using what the mutex protects. It died during a repair. Or
     * there was no memory for an exception with the id.
     */
    public int deadThreadId() {
        return deadThreadId;
    }
}
