package org.furwock.diagnostics;

/**
 * The calling thread asked for a lock in an order that contradicts an order seen before, and {@code
 * -Dfurwock.order=throw} forbids that. The call has not acquired the lock, and nothing has changed.
 *
 * @since 1.0
 */
public final class LockOrderException extends IllegalMonitorStateException {

    private static final long serialVersionUID = 1L;

    private final transient LockInversion inversion;

    /** For the locks of this library. */
    public LockOrderException(LockInversion inversion) {
        super(inversion.describe());
        this.inversion = inversion;
    }

    /** The orders that contradict each other. A deserialized copy has none. */
    public LockInversion inversion() {
        return inversion;
    }
}
