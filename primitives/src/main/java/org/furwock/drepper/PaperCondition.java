package org.furwock.drepper;

/**
 * The common methods of the ladder's condition variables. The caller holds the mutex, which is not
 * checked. A wait may end for no reason, so it belongs into a loop that looks at what the thread
 * waits for.
 *
 * @since 1.0
 */
public interface PaperCondition {

    /** Unlocks the mutex, waits for a signal, and locks the mutex again. */
    void await();

    /** Lets one waiter return. */
    void signal();

    /** Lets all waiters return. */
    void signalAll();
}
