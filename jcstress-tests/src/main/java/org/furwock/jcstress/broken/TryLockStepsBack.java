package org.furwock.jcstress.broken;

import org.furwock.jcstress.lock.ReferenceMutex;

/** BROKEN: two that try at once both see the other, and both give up. */
final class TryLockStepsBack extends ReferenceMutex {

    @Override
    public boolean tryLock() {
        boolean alone = word.getAndAdd(1) == FREE;
        if (!alone || word.get() != HELD) {
            word.getAndAdd(-1);
            return false;
        }
        return true;
    }
}
