package org.furwock.jcstress.broken;

import org.furwock.futex.Futex;
import org.furwock.jcstress.lock.ReferenceMutex;

/** BROKEN: the wake is given before the word is free, so the woken one sleeps again. */
final class UnlockWakesTooEarly extends ReferenceMutex {

    @Override
    public void unlock() {
        if (word.get() == CONTENDED) {
            Futex.wake(word, 1);
        }
        word.set(FREE);
    }
}
