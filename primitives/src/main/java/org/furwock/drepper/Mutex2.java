package org.furwock.drepper;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;

/**
 * The second mutex of the paper: three states, and no system call without waiters.
 *
 * <p><b>Algorithm.</b>
 *
 * <pre>
 *  value  meaning                        entered by                  left by
 *  0      free                           unlock                      lock
 *  1      held, no waiter                0 -&gt; 1 by lock              unlock, or 1 -&gt; 2 by a waiter
 *  2      held, there may be waiters     1 -&gt; 2, 0 -&gt; 2 by a waiter  unlock
 * </pre>
 *
 * A waiter makes the word 2, sleeps while it is 2, and then tries to change 0 to 2. Unlock takes
 * one off. If the word was 1, that is all; otherwise it writes 0 and wakes one sleeper.
 *
 * <p><b>Why it works.</b> A thread sleeps only while the word is 2, and the unlock that ends that
 * state wakes one sleeper. A thread that was asleep locks as 2, not as 1: it does not know whether
 * others sleep, so its unlock must wake the next one. No waiter can enter while unlock is between
 * its two steps. The word is 1 then, and a waiter only changes that to 2. The 0 of unlock
 * overwrites either value, and its wake follows.
 *
 * <p><b>Flaw.</b> None known. It takes more atomic steps than it needs. A contended lock takes at
 * least two compare-and-set operations; either may fail, where an exchange cannot. Unlock has two
 * writes where one exchange would do. {@link Mutex3} takes fewer.
 *
 * <p><b>Source.</b> U. Drepper, Futexes Are Tricky, "Mutex, Take 2".
 *
 * @since 1.0
 */
public final class Mutex2 implements PaperMutex {

    private final FutexWord value;

    /** A free mutex. */
    public Mutex2() {
        this(FutexWord.allocate());
    }

    /** A mutex on a given word. */
    public Mutex2(FutexWord word) {
        value = requireNonNull(word, "word");
    }

    @Override
    public void lock() {
        int seen = value.compareAndExchange(0, 1);
        while (seen != 0) {
            if (seen == 2 || value.compareAndExchange(1, 2) != 0) {
                Futex.await(value, 2, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE);
            }
            seen = value.compareAndExchange(0, 2);
        }
    }

    @Override
    public void unlock() {
        if (value.getAndAdd(-1) != 1) {
            value.set(0);
            Futex.wake(value, 1);
        }
    }
}
