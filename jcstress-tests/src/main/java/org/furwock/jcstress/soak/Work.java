package org.furwock.jcstress.soak;

import java.util.List;
import org.furwock.futex.FutexWord;

/**
 * One primitive at work: what each worker does with it again and again, and what must hold.
 *
 * <p>Nobody may need another worker's help for longer than that one takes to come round again; and
 * a worker that has given up a wait, whatever for, must come back to it in a later round.
 */
public interface Work {

    /**
     * One round of one worker.
     *
     * @throws InterruptedException if it gave up for that
     */
    void round(Worker me) throws InterruptedException;

    /**
     * Whether everybody is where it may be for ever, while nobody begins a round. Asked again and
     * again: it need not be so at once.
     *
     * @param inside those who have not come back from their rounds, by their numbers
     */
    default boolean isAtRest(int[] inside) {
        return inside.length == 0;
    }

    /** When all have ended: what must hold of the primitive at rest. */
    default void settle() {}

    /** The words that may be woken for nothing. */
    default List<FutexWord> words() {
        return List.of();
    }

    /** The end: lets those go who wait for others to come round. Called again and again. */
    default void letGo() {}

    /** Whether virtual threads may use it. */
    default boolean servesVirtualThreads() {
        return true;
    }
}
