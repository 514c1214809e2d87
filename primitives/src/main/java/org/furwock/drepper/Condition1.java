package org.furwock.drepper;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;

/**
 * The naive condition variable: it unlocks the mutex, and then waits for an event.
 *
 * <p><b>Algorithm.</b> As {@link Event1}: a waiter sleeps on the count that it reads. The mutex is
 * unlocked before, and locked again after that.
 *
 * <p><b>Flaw: it misses a signal</b> that comes after the mutex is unlocked and before the count is
 * read. The signaller does nothing wrong: it locks the mutex, changes the state and signals. But
 * the waiter reads the count that the signal has already changed, and sleeps on it.
 *
 * <p>{@link Condition2} reads the count while it still holds the mutex: one line has moved.
 *
 * <p><b>Source.</b> U. Drepper, Futexes Are Tricky, the section on requeueing, which warns of this
 * step.
 *
 * @since 1.0
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
        int seen = count.get(); // too late: the signal may have come
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
