package org.furwock.drepper;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;

/**
 * The second mutex of the paper: three states, and no system call when nobody waits.
 *
 * <p><b>Algorithm.</b>
 *
 * <pre>
 *  value  meaning                        entered by                  left by
 *  0      free                           unlock                      lock
 *  1      held, nobody waits             0 -&gt; 1 by lock              unlock, or 1 -&gt; 2 by a waiter
 *  2      held, and somebody may wait    1 -&gt; 2, 0 -&gt; 2 by a waiter  unlock
 * </pre>
 *
 * A waiter sees to it that the word is 2, sleeps while it is, and tries to make 2 out of 0. Unlock
 * takes one off: if the word was 1, that is all; else it writes 0 and wakes one.
 *
 * <p><b>Why it works.</b> Nobody sleeps unless the word is 2, and the unlock that ends that state
 * wakes one. Who was asleep locks as 2, not as 1: it does not know whether others sleep, and must
 * wake the next one to be safe. A waiter cannot get in while unlock is between its two steps, for
 * the word is 1 then, which only turns to 2 and not to 0; unlock's 0 overwrites either, and its
 * wake follows.
 *
 * <p><b>Flaw.</b> None known. It makes more of compare-and-set than it needs: a contended lock is
 * at least two of them, each of which may fail where an exchange cannot, and unlock has two writes
 * where one exchange would do. {@link Mutex3} does with fewer.
 *
 * <p><b>Source.</b> U. Drepper, Futexes Are Tricky, "Mutex, Take 2".
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
