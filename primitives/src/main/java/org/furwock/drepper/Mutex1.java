package org.furwock.drepper;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;

/**
 * The first mutex of the paper: who comes first has it, and the others are counted on top.
 *
 * <p><b>Algorithm.</b> The word is 0 when the mutex is free. Locking adds one: whoever finds 0 has
 * the mutex, the others sleep while the word is what they made of it. Unlocking writes 0 and wakes
 * one.
 *
 * <p><b>What is right.</b> No wake is lost: the 0 that unlock writes differs from every value on
 * which somebody sleeps (until the count wraps), and who is woken adds one again, so that it either
 * has the mutex or sleeps with the next unlock still to come.
 *
 * <p><b>Flaws.</b>
 *
 * <ol>
 *   <li>Unlock cannot tell whether anybody waits: <em>every one is a system call</em>.
 *   <li><em>Live-lock:</em> two waiters add one in turns. Each addition makes the other's expected
 *       value wrong, so that neither sleep begins, both start again, and so on while the mutex is
 *       held: two processors run hot, and the cache line goes to and fro.
 *   <li><em>Overflow:</em> that game adds up. After 2<sup>32</sup> additions the word is 0 while
 *       the mutex is held, and the next one to come is let in beside its owner.
 * </ol>
 *
 * <p>{@link Mutex2} has three states and none of these.
 *
 * <p><b>Source.</b> U. Drepper, Futexes Are Tricky, "Mutex, Take 1".
 */
public final class Mutex1 implements PaperMutex {

    private final FutexWord value;

    /** A free mutex. */
    public Mutex1() {
        this(FutexWord.allocate());
    }

    /** A mutex on a given word. */
    public Mutex1(FutexWord word) {
        value = requireNonNull(word, "word");
    }

    @Override
    public void lock() {
        int before = value.getAndAdd(1);
        while (before != 0) {
            Futex.await(value, before + 1, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE);
            before = value.getAndAdd(1);
        }
    }

    @Override
    public void unlock() {
        value.set(0);
        Futex.wake(value, 1);
    }
}
