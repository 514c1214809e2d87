package org.furwock.drepper;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;

/**
 * The semaphore of the manual page futex(4), as of 2002: "up" adds a permit, "down" takes one.
 *
 * <p><b>Algorithm.</b> The word is the number of permits, or negative if somebody waits. Down takes
 * one off: if what is left is not negative, that is all; else it writes -1, sleeps while the word
 * is -1, and starts again. Up adds one: if the word was not negative, that is all; else it writes 1
 * and wakes one.
 *
 * <p><b>Flaw: it loses permits.</b> The addition is one step, and the write that puts the number
 * right is another one, which overwrites whatever happened between:
 *
 * <ul>
 *   <li>Down finds 0 and takes one off. Up adds one, finds a negative number, writes 1 and wakes
 *       nobody, for nobody sleeps yet. Down writes -1: the permit is gone, and down sleeps for it.
 *   <li>The word is -1. Up adds one: 0. Another up adds one: 1, and is done, for the word was not
 *       negative. The first one writes 1: of two permits, one is left.
 * </ul>
 *
 * <p>What is needed is one step that says both how many permits there are and whether somebody
 * waits, or two words, each changed by atomic steps that lose nothing: {@code
 * org.furwock.sync.Semaphore}.
 *
 * <p><b>Source.</b> futex(4), B. Hubert (2002), after R. Russell's usersem; today futex(7) tells
 * the same story.
 */
public final class UpDown {

    private final FutexWord permits;

    /** A semaphore with so many permits, 0 or more. */
    public UpDown(int permits) {
        this(permits, FutexWord.allocate());
    }

    /** A semaphore with so many permits, on a given word. */
    public UpDown(int permits, FutexWord word) {
        this.permits = requireNonNull(word, "word");
        word.set(permits);
    }

    /** Takes a permit; waits until there is one. */
    public void down() {
        while (permits.getAndAdd(-1) <= 0) {
            permits.set(-1); // whatever it was
            Futex.await(permits, -1, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE);
        }
    }

    /** Adds a permit. */
    public void up() {
        if (permits.getAndAdd(1) < 0) {
            permits.set(1); // whatever it was
            Futex.wake(permits, 1);
        }
    }
}
