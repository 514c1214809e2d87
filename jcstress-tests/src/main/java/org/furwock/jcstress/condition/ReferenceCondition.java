package org.furwock.jcstress.condition;

import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;

/**
 * The simplest correct condition: a queue of words under the lock, one word for each waiter. The
 * broken twins are copies of it with one step changed.
 */
public class ReferenceCondition implements Condition {

    protected final Lock lock;
    protected final Deque<FutexWord> waiters = new ArrayDeque<>();

    public ReferenceCondition(Lock lock) {
        this.lock = lock;
    }

    /** Whether a signal came; otherwise there was a reason to give up. */
    protected boolean waitForSignal(boolean interruptible, Deadline deadline) {
        FutexWord signalled = FutexWord.allocate();
        waiters.add(signalled);
        lock.unlock();
        sleep(signalled, interruptible, deadline);
        lock.lock();
        // Up to here the waiter could be signalled.
        return !waiters.remove(signalled);
    }

    /** Sleeps until the word is not 0, or there is a reason to give up. */
    protected static boolean sleep(FutexWord word, boolean interruptible, Deadline deadline) {
        while (word.get() == 0) {
            WaitResult result = Futex.await(word, 0, deadline, WaitOptions.of(interruptible));
            if (result == WaitResult.INTERRUPTED || result == WaitResult.TIMED_OUT) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void signal() {
        FutexWord signalled = waiters.poll();
        if (signalled != null) {
            signalled.set(1);
            Futex.wake(signalled, 1);
        }
    }

    @Override
    public void signalAll() {
        while (!waiters.isEmpty()) {
            signal();
        }
    }

    @Override
    public void await() throws InterruptedException {
        if (!waitForSignal(true, Deadline.NEVER)) {
            Thread.interrupted();
            throw new InterruptedException();
        }
    }

    @Override
    public void awaitUninterruptibly() {
        waitForSignal(false, Deadline.NEVER);
    }

    @Override
    public boolean await(long time, TimeUnit unit) {
        return waitForSignal(false, Deadline.ofTimeout(unit.toNanos(time)));
    }

    @Override
    public long awaitNanos(long nanosTimeout) {
        Deadline deadline = Deadline.ofTimeout(nanosTimeout);
        waitForSignal(false, deadline);
        return deadline.remainingNanos();
    }

    @Override
    public boolean awaitUntil(Date deadline) {
        throw new UnsupportedOperationException();
    }

    /** Broken twin: a signal is a flag. A second signal before the first is taken is lost. */
    public static final class MergesSignals extends ReferenceCondition {

        private boolean given;

        public MergesSignals(Lock lock) {
            super(lock);
        }

        @Override
        public void signal() {
            if (!given) {
                given = true;
                super.signal();
            }
        }

        @Override
        protected boolean waitForSignal(boolean interruptible, Deadline deadline) {
            boolean signalled = super.waitForSignal(interruptible, deadline);
            given = false;
            return signalled;
        }
    }

    /** Broken twin: signalAll signals one waiter. */
    public static final class SignalAllWakesOne extends ReferenceCondition {

        public SignalAllWakesOne(Lock lock) {
            super(lock);
        }

        @Override
        public void signalAll() {
            signal();
        }
    }

    /** Broken twin: a signal is a permit that any later thread may take. */
    public static final class StolenSignals extends ReferenceCondition {

        private int permits;

        public StolenSignals(Lock lock) {
            super(lock);
        }

        @Override
        public void signal() {
            permits++;
            super.signal();
        }

        @Override
        protected boolean waitForSignal(boolean interruptible, Deadline deadline) {
            while (permits == 0) {
                if (!super.waitForSignal(interruptible, deadline)) {
                    return false;
                }
            }
            permits--;
            return true;
        }
    }

    /**
     * Broken twin: await returns the result of the sleep, and misses a signal that came before it
     * had the lock.
     */
    public static final class TrustsReturnCode extends ReferenceCondition {

        public TrustsReturnCode(Lock lock) {
            super(lock);
        }

        @Override
        protected boolean waitForSignal(boolean interruptible, Deadline deadline) {
            FutexWord signalled = FutexWord.allocate();
            waiters.add(signalled);
            lock.unlock();
            boolean woken = sleep(signalled, interruptible, deadline);
            lock.lock();
            waiters.remove(signalled);
            return woken;
        }
    }

    /**
     * Broken twin: await releases the lock before it queues. A signal in between finds no waiter.
     */
    public static final class UnlocksBeforeEnqueue extends ReferenceCondition {

        public UnlocksBeforeEnqueue(Lock lock) {
            super(lock);
        }

        @Override
        protected boolean waitForSignal(boolean interruptible, Deadline deadline) {
            lock.unlock();
            lock.lock();
            return super.waitForSignal(interruptible, deadline);
        }
    }
}
