package org.furwock.jcstress.lock;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitResult;

/**
 * Drepper's third mutex and nothing else, right as it stands: what the broken twins are copies of,
 * with one step changed in each. It spins not, knows no owner, and has no conditions.
 */
public class ReferenceMutex implements Lock {

    protected static final int FREE = 0;
    protected static final int HELD = 1;
    protected static final int CONTENDED = 2;

    protected final FutexWord word = FutexWord.allocate();

    @Override
    public void lock() {
        if (!word.compareAndSet(FREE, HELD)) {
            sleepUntilHeld(false, Deadline.NEVER_NANOS);
        }
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        if (!word.compareAndSet(FREE, HELD) && !sleepUntilHeld(true, Deadline.NEVER_NANOS)) {
            Thread.interrupted();
            throw new InterruptedException();
        }
    }

    @Override
    public boolean tryLock() {
        return word.compareAndSet(FREE, HELD);
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return word.compareAndSet(FREE, HELD)
                || sleepUntilHeld(false, Deadline.nanoTimeAfter(unit.toNanos(time)));
    }

    @Override
    public void unlock() {
        if (word.getAndSet(FREE) == CONTENDED) {
            Futex.wake(word, 1);
        }
    }

    /** Whether the mutex is held now; if not, there was a reason to give up. */
    protected boolean sleepUntilHeld(boolean interruptible, long deadline) {
        while (word.getAndSet(CONTENDED) != FREE) {
            WaitResult result = sleep(interruptible, deadline);
            if (result == WaitResult.INTERRUPTED || result == WaitResult.TIMED_OUT) {
                return false;
            }
        }
        return true;
    }

    protected final WaitResult sleep(boolean interruptible, long deadline) {
        return Futex.await(word, CONTENDED, Futex.MATCH_ANY, interruptible, deadline, this);
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException();
    }
}
