package org.furwock.sync.shared;

/**
 * The kernel refused to let the caller wait (EDEADLK): it holds the mutex already, or the owner
 * waits, perhaps by way of others, for a mutex that the caller holds.
 *
 * @since 1.0
 */
public final class DeadlockException extends IllegalMonitorStateException {

    private static final long serialVersionUID = 1L;

    DeadlockException(String message) {
        super(message);
    }
}
