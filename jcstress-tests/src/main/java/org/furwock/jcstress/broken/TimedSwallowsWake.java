package org.furwock.jcstress.broken;

import org.furwock.futex.WaitResult;
import org.furwock.jcstress.lock.ReferenceMutex;

/** BROKEN: who is woken when its time is over leaves, and takes the wake with it. */
final class TimedSwallowsWake extends ReferenceMutex {

    @Override
    protected boolean sleepUntilHeld(boolean interruptible, long deadline) {
        while (word.getAndSet(CONTENDED) != FREE) {
            WaitResult result = sleep(interruptible, deadline);
            if (result == WaitResult.TIMED_OUT || System.nanoTime() - deadline > 0) {
                return false;
            }
        }
        return true;
    }
}
