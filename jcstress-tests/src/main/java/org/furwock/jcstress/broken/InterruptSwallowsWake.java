package org.furwock.jcstress.broken;

import org.furwock.jcstress.lock.ReferenceMutex;

/** BROKEN: who is woken and interrupted leaves, and takes the wake with it. */
final class InterruptSwallowsWake extends ReferenceMutex {

    @Override
    protected boolean sleepUntilHeld(boolean interruptible, long deadline) {
        while (word.getAndSet(CONTENDED) != FREE) {
            sleep(interruptible, deadline);
            if (interruptible && Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        return true;
    }
}
