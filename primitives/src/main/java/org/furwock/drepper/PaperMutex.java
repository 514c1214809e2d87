package org.furwock.drepper;

/**
 * The common methods of the ladder's mutexes.
 *
 * @since 1.0
 */
public interface PaperMutex {

    /** Locks; waits as long as it takes, whether interrupted or not. */
    void lock();

    /** Unlocks. The caller holds the mutex, which is not checked. */
    void unlock();
}
