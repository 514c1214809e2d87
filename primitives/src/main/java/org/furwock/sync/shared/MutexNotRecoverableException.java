package org.furwock.sync.shared;

/**
 * An owner of the mutex died, and the one after it unlocked without {@link
 * PthreadMutex#markConsistent()}: no thread gets the mutex any more. All that is left is to make
 * the data, and the mutex, anew.
 *
 * @since 1.0
 */
public final class MutexNotRecoverableException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    MutexNotRecoverableException(PthreadMutex mutex) {
        super(
                mutex
                        + " is not recoverable: its owner died, and the next one unlocked it"
                        + " without markConsistent()");
    }
}
