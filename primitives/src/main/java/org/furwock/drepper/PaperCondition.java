package org.furwock.drepper;

/**
 * What the condition variables of the ladder have in common. All methods are for the thread that
 * holds the mutex; nobody checks. A wait may end for no reason, so it stands in a loop that looks
 * at what the thread waits for.
 */
public interface PaperCondition {

    /** Gives the mutex up, waits for a signal, and has the mutex again. */
    void await();

    /** Lets one who waits return. */
    void signal();

    /** Lets all who wait return. */
    void signalAll();
}
