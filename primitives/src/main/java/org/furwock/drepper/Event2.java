package org.furwock.drepper;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;

/**
 * An event that loses no signal: {@link Event1}, corrected. It is also called an event count.
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
 * Either the kernel sees that before it puts the waiter to sleep, or the waiter sleeps already when
 * the signaller wakes all. A signal before {@link #count} is not lost, since the look comes after
 * it. The addition is one atomic step, so two signals never count as one.
 *
 * <p><b>Flaw.</b> None known. It has two limits. Each signal is a system call, whether a thread
 * waits or not. And the count wraps: a waiter that stops between count and sleep for exactly
 * 2<sup>32</sup> signals would sleep past them. {@code org.furwock.sync.Event} makes the call only
 * if a thread may sleep.
 *
 * <p><b>Source.</b> U. Drepper, Futexes Are Tricky, section 4.
 *
 * @since 1.0
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

    /** The number of signals so far; it wraps. */
    public int count() {
        return count.get();
    }

    /** Sleeps while the number of signals is {@code seen}; may return for no reason. */
    public void await(int seen) {
        Futex.await(count, seen, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE);
    }

    /** Counts a signal and wakes all waiters. */
    public void signal() {
        count.getAndAdd(1);
        Futex.wakeAll(count);
    }
}
