package org.furwock.drepper;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;

/**
 * The first mutex of the paper: a counter of attempts to lock.
 *
 * <p><b>Algorithm.</b> The word is 0 when the mutex is free. Locking adds one. A thread that finds
 * 0 has the mutex; the others sleep while the word is what they made of it. Unlocking writes 0 and
 * wakes one sleeper.
 *
 * <p><b>What is right.</b> No wake is lost. The 0 that unlock writes differs from every value on
 * which a thread sleeps, until the count wraps. A thread that is woken adds one again: it either
 * has the mutex, or sleeps while the next unlock is still to come.
 *
 * <p><b>Flaws.</b>
 *
 * <ol>
 *   <li>Unlock cannot tell whether a thread waits: <em>each unlock is a system call</em>.
 *   <li><em>Live-lock:</em> two waiters add one alternately. Each addition makes the other's
 *       expected value wrong, so neither of them falls asleep. This goes on while the mutex is
 *       held: two processors are busy, and the cache line moves between them.
 *   <li><em>Overflow:</em> these additions add up. After 2<sup>32</sup> additions the word is 0
 *       while the mutex is held, and the next thread enters beside its owner.
 * </ol>
 *
 * <p>{@link Mutex2} has three states, and none of these flaws.
 *
 * <p><b>Source.</b> U. Drepper, Futexes Are Tricky, "Mutex, Take 1".
 *
 * @since 1.0
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
