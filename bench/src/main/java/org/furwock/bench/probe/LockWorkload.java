package org.furwock.bench.probe;

import java.util.concurrent.locks.Lock;

/**
 * Work of your own that {@code probe} runs under different locks. The class needs a public
 * constructor without parameters; one object serves all threads of a run.
 */
public interface LockWorkload {

    /**
     * Called once before any {@link #operation}, with the lock to use, which no thread holds.
     * Create the protected data here, so that each lock starts with the same data.
     */
    void setUp(Lock lock);

    /**
     * One operation, which is measured. All threads call it repeatedly and concurrently.
     *
     * @param thread the number of the calling thread, from 0 on
     * @return any value that depends on the work, so that the compiler cannot remove the work
     */
    Object operation(int thread);
}
