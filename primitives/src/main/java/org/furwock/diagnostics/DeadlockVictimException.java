package org.furwock.diagnostics;

/**
 * The calling thread waited for a lock in a deadlock, and {@code -Dfurwock.deadlocks=throw} chose
 * its wait to fail. The thread does not hold this lock. It still holds its other locks, and the
 * deadlock lasts until it releases them. So let the exception leave the blocks that unlock them.
 *
 * <p>It is an {@link IllegalMonitorStateException}, as for all misuse of locks. See also {@link
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

    /** The deadlock; the calling thread is one of its threads. A deserialized copy has none. */
    public Deadlock deadlock() {
        return deadlock;
    }
}
