package org.furwock.drepper;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;

/**
 * A condition variable that misses no signal, but wakes its waiters too early.
 *
 * <p><b>Algorithm.</b> The word counts signals. A waiter reads it with the mutex held, unlocks the
 * mutex, sleeps while the count is what it read, and locks again. A signal adds one and wakes one
 * waiter; a broadcast wakes all.
 *
 * <p><b>Why it works.</b> The state and the count change under the mutex. So the count that the
 * waiter reads belongs to the state that made it wait. Each later signal changes the count. Then
 * the waiter either does not fall asleep, or is asleep already and is woken.
 *
 * <p><b>Flaw: a stampede.</b> The signaller holds the mutex. A thread that it wakes finds the mutex
 * locked and sleeps again: two context switches for nothing. A broadcast to n sleepers does that n
 * times, and then all of them contend for the mutex, which one of them can have. {@link Condition3}
 * lets them sleep. (A waiter may also return although its signal was for another one. That is
 * allowed, and the reason why waits stand in loops. The count wraps, as that of {@link Event2}.)
 *
 * <p><b>Source.</b> U. Drepper, Futexes Are Tricky, the section on requeueing.
 *
 * @since 1.0
 */
public final class Condition2 implements PaperCondition {

    private final PaperMutex mutex;
    private final FutexWord count;

    /** A condition of a mutex. */
    public Condition2(PaperMutex mutex) {
        this(mutex, FutexWord.allocate());
    }

    /** A condition of a mutex, on a given word. */
    public Condition2(PaperMutex mutex, FutexWord word) {
        this.mutex = requireNonNull(mutex, "mutex");
        count = requireNonNull(word, "word");
    }

    @Override
    public void await() {
        int seen = count.get();
        mutex.unlock();
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
