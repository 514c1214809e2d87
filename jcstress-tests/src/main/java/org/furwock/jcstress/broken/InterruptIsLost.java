package org.furwock.jcstress.broken;

import org.furwock.jcstress.lock.ReferenceMutex;

/** BROKEN: lockInterruptibly clears the interrupt status when it gets the mutex. */
final class InterruptIsLost extends ReferenceMutex {

    @Override
    public void lockInterruptibly() throws InterruptedException {
        super.lockInterruptibly();
        Thread.interrupted();
    }
}
