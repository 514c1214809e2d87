package org.furwock.drepper;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;

/**
 * The third mutex of the paper: the states of {@link Mutex2}, with an exchange where that one
 * compares.
 *
 * <p><b>Algorithm.</b> 0 is free, 1 held, 2 held and somebody may wait. Locking is one
 * compare-and-set of 0 to 1. Who fails swaps in 2: if 0 comes out, the mutex is its own, as 2,
 * which is at worst one needless wake; else it sleeps while the word is 2, and swaps again. Unlock
 * takes one off: if the word was 1, that is all; else it writes 0 and wakes one.
 *
 * <p><b>Why it works.</b> As {@link Mutex2}. An exchange always succeeds, so a waiter is done after
 * one atomic step for each time that it comes back.
 *
 * <p><b>Flaw.</b> None known. It is not fair, and with many threads on a short section it does
 * worse than {@link java.util.concurrent.locks.ReentrantLock}, whose threads queue: whoever is
 * woken finds the mutex taken by one that never slept. {@link org.furwock.sync.Mutex} is this one,
 * with an owner, a spin before the first sleep, interrupts and time-outs, and unlocks by one
 * exchange.
 *
 * <p><b>Source.</b> U. Drepper, Futexes Are Tricky, "Mutex, Take 3".
 */
public final class Mutex3 implements PaperMutex {

    private final FutexWord value;

    /** A free mutex. */
    public Mutex3() {
        this(FutexWord.allocate());
    }

    /** A mutex on a given word. */
    public Mutex3(FutexWord word) {
        value = requireNonNull(word, "word");
    }

    @Override
    public void lock() {
        int seen = value.compareAndExchange(0, 1);
        if (seen == 1) {
            seen = value.getAndSet(2);
        }
        awaitFree(seen);
    }

    private void awaitFree(int seen) {
        int before = seen;
        while (before != 0) {
            Futex.await(value, 2, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE);
            before = value.getAndSet(2);
        }
    }

    @Override
    public void unlock() {
        if (value.getAndAdd(-1) != 1) {
            value.set(0);
            Futex.wake(value, 1);
        }
    }

    // For Condition3.

    FutexWord word() {
        return value;
    }

    /** By the owner: makes its unlock wake somebody. Others write nothing but 2 meanwhile. */
    void markContended() {
        value.set(2);
    }

    /** Locks as 2: for those who may have company that nobody else knows of. */
    void lockContended() {
        awaitFree(value.getAndSet(2));
    }
}
