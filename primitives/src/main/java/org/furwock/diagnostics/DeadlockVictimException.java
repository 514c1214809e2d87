package org.furwock.diagnostics;

/**
 * The calling thread waited for a lock in a deadlock, and {@code -Dfurwock.deadlocks=throw} chose
 * its wait to fail. The lock is not held. The other locks of the thread are, and the deadlock lasts
 * until it releases them: so let the exception pass the blocks that unlock.
 *
 * <p>It is an {@link IllegalMonitorStateException}, as all misuse of locks is. See also {@link
 * org.furwock.sync.shared.DeadlockException}, which the kernel causes.
 *
 * @since 1.0
 */
public final class DeadlockVictimException extends IllegalMonitorStateException {

    private static final long serialVersionUID = 1L;

    private final transient Deadlock deadlock;

    /** For the waits of this library. */
    public DeadlockVictimException(Deadlock deadlock) {
        super(deadlock.describe());
        this.deadlock = deadlock;
    }

    /** The deadlock; the calling thread is one of its threads. A copy by serialization has none. */
    public Deadlock deadlock() {
        return deadlock;
    }
}
