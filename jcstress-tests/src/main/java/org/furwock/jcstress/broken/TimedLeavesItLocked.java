package org.furwock.jcstress.broken;

import org.furwock.jcstress.lock.ReferenceMutex;

/** BROKEN: who got the mutex when its time was over says no, and keeps it. */
final class TimedLeavesItLocked extends ReferenceMutex {

    @Override
    protected boolean sleepUntilHeld(boolean interruptible, long deadline) {
        return super.sleepUntilHeld(interruptible, deadline) && System.nanoTime() - deadline < 0;
    }
}
