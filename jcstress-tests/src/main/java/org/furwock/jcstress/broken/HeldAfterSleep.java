package org.furwock.jcstress.broken;

import org.furwock.futex.Deadline;
import org.furwock.jcstress.lock.ReferenceMutex;

/** BROKEN: who was woken takes the mutex as HELD, and forgets that others may sleep. */
final class HeldAfterSleep extends ReferenceMutex {

    @Override
    public void lock() {
        while (!word.compareAndSet(FREE, HELD)) {
            if (word.get() == CONTENDED || word.compareAndSet(HELD, CONTENDED)) {
                sleep(false, Deadline.NEVER_NANOS);
            }
        }
    }
}
