package org.furwock.drepper;

/** What the mutexes of the ladder have in common. */
public interface PaperMutex {

    /** Locks; waits as long as it takes, whether interrupted or not. */
    void lock();

    /** Unlocks. By the thread that holds the mutex; nobody checks. */
    void unlock();
}
