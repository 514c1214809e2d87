package org.furwock.jcstress.broken;

import org.furwock.jcstress.lock.ReferenceMutex;

/** BROKEN: the look at the word and the write to it are two steps. */
final class LooksThenLocks extends ReferenceMutex {

    @Override
    public void lock() {
        while (!tryLock()) {
            Thread.onSpinWait();
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
