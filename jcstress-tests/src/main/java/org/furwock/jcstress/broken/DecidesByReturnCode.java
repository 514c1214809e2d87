package org.furwock.jcstress.broken;

import java.util.concurrent.locks.Lock;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.condition.ReferenceCondition;

/**
 * BROKEN: believes what ended its sleep, and forgets the signal that came before it had the lock.
 */
final class DecidesByReturnCode extends ReferenceCondition {

    DecidesByReturnCode(Lock lock) {
        super(lock);
    }

    @Override
    protected boolean waitForSignal(boolean interruptible, long deadline) {
        FutexWord signalled = FutexWord.allocate();
        waiters.add(signalled);
        lock.unlock();
        boolean woken = sleep(signalled, interruptible, deadline);
        lock.lock();
        waiters.remove(signalled);
        return woken;
    }
}
