package org.furwock.drepper;

/** The common methods of the ladder's mutexes. */
public interface PaperMutex {

    /** Locks; waits as long as it takes, whether interrupted or not. */
    void lock();

    /** Unlocks. The caller holds the mutex, which is not checked. */
    void unlock();
}
