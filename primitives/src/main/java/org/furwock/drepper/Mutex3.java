package org.furwock.drepper;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;

/**
 * The third mutex of the paper: the states of {@link Mutex2}, with an exchange in place of
 * compare-and-set.
 *
 * <p><b>Algorithm.</b> 0 is free, 1 held, 2 held with possible waiters. Locking is one
 * compare-and-set of 0 to 1. A thread that fails exchanges the word with 2. If it gets 0, it has
 * locked the mutex as 2, which costs at worst one needless wake. Otherwise it sleeps while the word
 * is 2, and exchanges again. Unlock takes one off. If the word was 1, that is all; otherwise it
 * writes 0 and wakes one sleeper.
 *
 * <p><b>Why it works.</b> As {@link Mutex2}. An exchange always succeeds, so a waiter takes one
 * atomic step each time that it wakes up.
 *
 * <p><b>Flaw.</b> None known. It is not fair. With many threads on a short section it does worse
 * than {@link java.util.concurrent.locks.ReentrantLock}, whose threads queue: a thread that is
 * woken finds the mutex taken by one that never slept. {@link org.furwock.sync.Mutex} is this mutex
 * with an owner, a spin before the first sleep, interrupts and time-outs; it unlocks by one
 * exchange.
 *
 * <p><b>Source.</b> U. Drepper, Futexes Are Tricky, "Mutex, Take 3".
 *
 * @since 1.0
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

    /**
     * Called by the owner: makes its unlock wake a sleeper. Others write nothing but 2 meanwhile.
     */
    void markContended() {
        value.set(2);
    }

    /** Locks as 2: other threads may sleep, and perhaps no thread but the caller knows of them. */
    void lockContended() {
        awaitFree(value.getAndSet(2));
    }
}
