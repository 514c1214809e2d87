package org.furwock.bench.probe;

import java.util.concurrent.locks.Lock;

/**
 * Work of your own that {@code probe} runs under different locks. The class needs a public
 * constructor without parameters; one object serves all threads of a run.
 */
public interface LockWorkload {

    /**
     * Called once before any {@link #operation}: the lock to use, which nobody holds. Make what the
     * lock protects here, so that each lock meets the same.
     */
    void setUp(Lock lock);

    /**
     * One operation, which is what is measured. Called again and again by all threads at once.
     *
     * @param thread the number of the calling thread, from 0 on
     * @return anything that depends on the work, so that the compiler cannot leave it out
     */
    Object operation(int thread);
}
