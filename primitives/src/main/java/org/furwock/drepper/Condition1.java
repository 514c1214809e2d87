package org.furwock.drepper;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;

/**
 * The naive condition variable: let go of the mutex, and wait for the event.
 *
 * <p><b>Algorithm.</b> As {@link Event1}, which sleeps on the count that it finds, with the mutex
 * released around it.
 *
 * <p><b>Flaw: it misses a signal</b> that is given after the mutex is free and before the count is
 * read. The signaller did all that it should: it took the mutex, changed the state and signalled.
 * But the waiter reads the count that this signal has left behind, and sleeps on it.
 *
 * <p>{@link Condition2} reads the count while it still has the mutex: one line moved.
 *
 * <p><b>Source.</b> U. Drepper, Futexes Are Tricky, on requeueing, from where it is what one must
 * not do.
 */
public final class Condition1 implements PaperCondition {

    private final PaperMutex mutex;
    private final FutexWord count;

    /** A condition of a mutex. */
    public Condition1(PaperMutex mutex) {
        this(mutex, FutexWord.allocate());
    }

    /** A condition of a mutex, on a given word. */
    public Condition1(PaperMutex mutex, FutexWord word) {
        this.mutex = requireNonNull(mutex, "mutex");
        count = requireNonNull(word, "word");
    }

    @Override
    public void await() {
        mutex.unlock();
        int seen = count.get(); // too late: the signal may have been given
        Futex.await(count, seen, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE);
        mutex.lock();
    }

    @Override
    public void signal() {
        count.getAndAdd(1);
        Futex.wake(count, 1);
    }

    @Override
    public void signalAll() {
        count.getAndAdd(1);
        Futex.wakeAll(count);
    }
}
