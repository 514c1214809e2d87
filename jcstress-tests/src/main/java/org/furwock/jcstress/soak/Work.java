package org.furwock.jcstress.soak;

import java.util.List;
import org.furwock.futex.FutexWord;

/**
 * One primitive at work: what each worker does with it in each round, and what must hold.
 *
 * <p>A worker may need the help of another one only for as long as that one's round takes. A worker
 * that has given up a wait must repeat it in a later round.
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
     * begins a round. Called again and again: it need not be true at once.
     *
     * @param inside the numbers of the workers that have not come back from their rounds
     */
    default boolean isAtRest(int[] inside) {
        return inside.length == 0;
    }

    /** After the end of all workers: checks what must hold of the primitive at rest. */
    default void settle() {}

    /** The words that may be woken for no reason. */
    default List<FutexWord> words() {
        return List.of();
    }

    /** At the end: releases workers that wait for the rounds of others. Called again and again. */
    default void letGo() {}

    /** Whether virtual threads may use it. */
    default boolean servesVirtualThreads() {
        return true;
    }
}
