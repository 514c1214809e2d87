package org.furwock.drepper;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;

/**
 * The condition variable that requeues: a signal moves a sleeper to the mutex, and wakes no thread.
 *
 * <p><b>Algorithm.</b> As {@link Condition2}, except for signal and broadcast. By FUTEX_CMP_REQUEUE
 * they move one sleeper, or all of them, from the count to the mutex's word. There the unlocks wake
 * them one by one, each at a time when it can have the mutex.
 *
 * <p><b>Why it works.</b> Two rules. Without either of them a thread sleeps for ever:
 *
 * <ol>
 *   <li>A thread that moves sleepers to the mutex first sets the mutex to 2. Otherwise its unlock
 *       finds a 1, and wakes no thread.
 *   <li>A thread that returns from a wait locks as 2, never as 1. It may have been moved together
 *       with others, and no other thread knows of those.
 * </ol>
 *
 * The rules of {@link Condition2} hold as well: the count is read under the mutex, and it changes
 * before a sleeper is moved. So a waiter that is not asleep yet will not sleep.
 *
 * <p><b>Flaw.</b> None known for what it does. It can neither be interrupted nor timed, and does
 * not record which thread was signalled. So a wait may end for no reason. {@link
 * org.furwock.sync.MutexCondition} keeps such records.
 *
 * <p><b>Source.</b> U. Drepper, Futexes Are Tricky, the section on requeueing. <b>Differs:</b> the
 * paper's broadcast wakes one thread and moves the others. That is right for a signaller that does
 * not hold the mutex. One that holds it would wake that thread for nothing.
 *
 * @since 1.0
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
