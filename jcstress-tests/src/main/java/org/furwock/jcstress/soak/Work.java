package org.furwock.jcstress.soak;

import java.util.List;
import org.furwock.futex.FutexWord;

/**
 * The use of one primitive: the round of a worker, and the properties that must hold.
 *
 * <p>A worker may depend on another one only for the length of that one's round. A worker that has
 * given up a wait must repeat it in a later round.
 */
public interface Work {

    /**
     * One round of one worker.
     *
     * @throws InterruptedException if an interrupt ended the round
     */
    void round(Worker me) throws InterruptedException;

    /**
     * Whether each worker inside a round is in a place where it may stay for ever, while no worker
     * begins a round. It is called repeatedly, and need not be true at first.
     *
     * @param inside the numbers of the workers that have not finished their rounds
     */
    default boolean isAtRest(int[] inside) {
        return inside.length == 0;
    }

    /** Checks the primitive at rest, after the end of all workers. */
    default void settle() {}

    /** The words that may be woken spuriously. */
    default List<FutexWord> words() {
        return List.of();
    }

    /** Releases workers that wait for rounds of others, at the end. Called repeatedly. */
    default void letGo() {}

    /** Whether virtual threads may use the primitive. */
    default boolean servesVirtualThreads() {
        return true;
    }
}
