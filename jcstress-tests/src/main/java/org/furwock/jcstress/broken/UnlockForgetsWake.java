package org.furwock.jcstress.broken;

import org.furwock.jcstress.lock.ReferenceMutex;

/** BROKEN: whoever sleeps is not woken by unlock. */
final class UnlockForgetsWake extends ReferenceMutex {

    @Override
    public void unlock() {
        word.set(FREE);
    }
}
