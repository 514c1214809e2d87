package org.furwock.drepper;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;

/**
 * The semaphore of the manual page futex(4), as of 2002: "up" adds a permit, "down" takes one.
 *
 * <p><b>Algorithm.</b> The word is the number of permits, or negative if a thread waits. Down takes
 * one off. If the result is not negative, that is all; otherwise it writes -1, sleeps while the
 * word is -1, and starts again. Up adds one. If the word was not negative, that is all; otherwise
 * it writes 1 and wakes one sleeper.
 *
 * <p><b>Flaw: it loses permits.</b> The addition is one step. The write that corrects the number is
 * another one, and overwrites what happened in between:
 *
 * <ul>
 *   <li>Down finds 0 and takes one off. Up adds one, finds a negative number, writes 1, and wakes
 *       no thread, since none sleeps yet. Down writes -1: the permit is lost, and down sleeps.
 *   <li>The word is -1. Up adds one: 0. Another up adds one: 1, and it returns, since the word was
 *       not negative. The first one writes 1: of two permits, one is left.
 * </ul>
 *
 * <p>The cure is one step that changes both the number of permits and the mark of a waiter; or two
 * words, each changed by atomic steps that lose nothing: {@code org.furwock.sync.Semaphore}.
 *
 * <p><b>Source.</b> futex(4), B. Hubert (2002), after R. Russell's usersem. Today futex(7)
 * describes the same.
 *
 * @since 1.0
 */
public final class UpDown {

    private final FutexWord permits;

    /** A semaphore with this many permits, 0 or more. */
    public UpDown(int permits) {
        this(permits, FutexWord.allocate());
    }

    /** A semaphore with this many permits, on a given word. */
    public UpDown(int permits, FutexWord word) {
        this.permits = requireNonNull(word, "word");
        word.set(permits);
    }

    /** Takes a permit; waits until there is one. */
    public void down() {
        while (permits.getAndAdd(-1) <= 0) {
            permits.set(-1); // overwrites what came between
            Futex.await(permits, -1, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE);
        }
    }

    /** Adds a permit. */
    public void up() {
        if (permits.getAndAdd(1) < 0) {
            permits.set(1); // overwrites what came between
            Futex.wake(permits, 1);
        }
    }
}
