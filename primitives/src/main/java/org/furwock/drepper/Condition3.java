package org.furwock.drepper;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;

/**
 * The condition variable that requeues: a signal moves a sleeper to the mutex, and wakes nobody.
 *
 * <p><b>Algorithm.</b> As {@link Condition2}, but signal and broadcast move one or all of those who
 * sleep on the count over to the mutex's word, by FUTEX_CMP_REQUEUE, where the unlocks wake them
 * one by one, each when it can have the mutex.
 *
 * <p><b>Why it works.</b> Two rules, and without either of them somebody sleeps for ever:
 *
 * <ol>
 *   <li>Who moves sleepers to the mutex marks it as 2 first. Else its unlock finds a 1, and wakes
 *       nobody.
 *   <li>Who comes back from a wait locks as 2, never as 1. It may have been moved together with
 *       others, of whom nobody else knows.
 * </ol>
 *
 * Those of {@link Condition2} hold as well: the count is read under the mutex, and changes before
 * anybody is moved, so a waiter that is not asleep yet will not sleep.
 *
 * <p><b>Flaw.</b> None known, for what it does. It can neither be interrupted nor timed, and cannot
 * say who was signalled, so a wait may end for no reason; {@link org.furwock.sync.MutexCondition}
 * keeps books for that.
 *
 * <p><b>Source.</b> U. Drepper, Futexes Are Tricky, on requeueing. <b>Differs:</b> the paper's
 * broadcast wakes one and moves the others, which is right for a signaller that does not hold the
 * mutex; one that does would wake it for nothing.
 */
public final class Condition3 implements PaperCondition {

    private final Mutex3 mutex;
    private final FutexWord count;

    /** A condition of a mutex. */
    public Condition3(Mutex3 mutex) {
        this(mutex, FutexWord.allocate());
    }

    /** A condition of a mutex, on a given word of the same scope as the mutex's. */
    public Condition3(Mutex3 mutex, FutexWord word) {
        this.mutex = requireNonNull(mutex, "mutex");
        count = requireNonNull(word, "word");
    }

    @Override
    public void await() {
        int seen = count.get();
        mutex.unlock();
        Futex.await(count, seen, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE);
        mutex.lockContended();
    }

    @Override
    public void signal() {
        move(1);
    }

    @Override
    public void signalAll() {
        move(Integer.MAX_VALUE);
    }

    private void move(int sleepers) {
        int now = count.getAndAdd(1) + 1;
        mutex.markContended();
        Futex.cmpRequeue(count, now, mutex.word(), 0, sleepers);
    }
}
