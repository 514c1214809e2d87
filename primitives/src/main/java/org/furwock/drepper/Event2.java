package org.furwock.drepper;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;

/**
 * An event that loses no signal: {@link Event1}, put right. It is also called an event count.
 *
 * <p><b>Use.</b> First take the count, then look at what you wait for, and wait with that count:
 *
 * <pre>{@code
 * int seen = event.count();
 * while (!ready()) {
 *     event.await(seen);
 *     seen = event.count();
 * }
 * }</pre>
 *
 * <p><b>Why it works.</b> A signal after {@link #count} makes the word differ from {@code seen}.
 * Either the kernel notices that before it puts the waiter to sleep, or the waiter sleeps already
 * when the signaller wakes all. A signal before it is no loss, since the look comes after that. The
 * addition is one atomic step, so no two signals are one.
 *
 * <p><b>Flaw.</b> None known. Each signal is a system call, whether anybody waits or not, and wakes
 * all; and the count wraps, so that a waiter which stands still between count and sleep for exactly
 * 2<sup>32</sup> signals would sleep past them. {@code org.furwock.sync.Event} keeps the call for
 * those who have somebody to wake.
 *
 * <p><b>Source.</b> U. Drepper, Futexes Are Tricky, section 4.
 */
public final class Event2 {

    private final FutexWord count;

    /** An event without signals so far. */
    public Event2() {
        this(FutexWord.allocate());
    }

    /** An event on a given word. */
    public Event2(FutexWord word) {
        count = requireNonNull(word, "word");
    }

    /** How many signals there were, as a number that wraps. */
    public int count() {
        return count.get();
    }

    /** Sleeps until there are other than so many signals; may return for no reason. */
    public void await(int seen) {
        Futex.await(count, seen, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE);
    }

    /** Counts a signal and wakes all who wait. */
    public void signal() {
        count.getAndAdd(1);
        Futex.wakeAll(count);
    }
}
