package org.furwock.jcstress.broken;

import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.condition.ReferenceCondition;

/** BROKEN: gives the lock up before it is counted as a waiter: a signal in between finds nobody. */
final class WaitsTooLate extends ReferenceCondition {

    WaitsTooLate(Lock lock) {
        super(lock);
    }

    @Override
    protected boolean waitForSignal(boolean interruptible, long deadline) {
        lock.unlock();
        lock.lock();
        return super.waitForSignal(interruptible, deadline);
    }
}
