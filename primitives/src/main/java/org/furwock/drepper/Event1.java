package org.furwock.drepper;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;

/**
 * The first event of the paper: a waiter sleeps until another thread signals.
 *
 * <p><b>Algorithm.</b> The word counts signals. A waiter sleeps while the count is what it has just
 * read. A signaller adds one and wakes all waiters.
 *
 * <p><b>Flaw: it loses signals, in two ways.</b>
 *
 * <ol>
 *   <li>A waiter has a reason to wait: it has looked at something that was not ready yet. A signal
 *       between that look and the moment when {@link #await} reads the count is lost. The waiter
 *       reads the new count, and sleeps on it. The futex compares the word with the value that it
 *       is given. That helps only if the value was read <em>before</em> the look.
 *   <li>The addition is a read and a write. When two threads signal at once, both can read 0 and
 *       both write 1. A waiter that reads the count between the two writes reads 1, and the second
 *       write does not change it. If the waiter falls asleep after the second wake, it sleeps on.
 * </ol>
 *
 * <p>In both cases there is a change that the waiter cannot see, which is the mistake that the
 * futex is there to prevent. {@link Event2} makes neither.
 *
 * <p><b>Source.</b> U. Drepper, Futexes Are Tricky, section 4.
 *
 * @since 1.0
 */
public final class Event1 {

    private final FutexWord count;

    /** An event without signals so far. */
    public Event1() {
        this(FutexWord.allocate());
    }

    /** An event on a given word. */
    public Event1(FutexWord word) {
        count = requireNonNull(word, "word");
    }

    /** Sleeps until a signal is given. */
    public void await() {
        int seen = count.get(); // too late: the caller has looked already
        Futex.await(count, seen, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE);
    }

    /** Wakes all waiters. */
    public void signal() {
        int seen = count.get();
        count.set(seen + 1); // another signal may have come between
        Futex.wakeAll(count);
    }
}
