package org.furwock.jcstress.broken;

import org.furwock.futex.Deadline;
import org.furwock.jcstress.lock.ReferenceMutex;

/** BROKEN: the look at the word and the write to it are two steps. */
final class LooksThenLocks extends ReferenceMutex {

    @Override
    public void lock() {
        if (!tryLock()) {
            sleepUntilHeld(false, Deadline.NEVER_NANOS);
        }
    }

    @Override
    public boolean tryLock() {
        boolean free = word.get() == FREE;
        if (free) {
            word.set(HELD);
        }
        return free;
    }
}
