package org.furwock.jcstress.broken;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.lock.ReferenceMutex;

/** BROKEN: a reader looks whether a writer is inside, and is counted only then. */
final class ReaderLooksOnce implements ReadWriteLock {

    private final Side writer = new Side(true);
    private final Side reader = new Side(false);
    private final FutexWord readers = FutexWord.allocate();
    private final FutexWord writing = FutexWord.allocate();

    private final class Side extends ReferenceMutex {

        private final boolean writes;

        Side(boolean writes) {
            this.writes = writes;
        }

        @Override
        public void lock() {
            if (writes) {
                super.lock();
                writing.set(1);
                await(readers);
            } else {
                await(writing);
                readers.getAndAdd(1);
            }
        }

        @Override
        public void unlock() {
            if (writes) {
                writing.set(0);
                super.unlock();
            } else {
                readers.getAndAdd(-1);
            }
        }
    }

    private static void await(FutexWord count) {
        while (count.get() != 0) {
            Thread.onSpinWait();
        }
    }

    @Override
    public Lock readLock() {
        return reader;
    }

    @Override
    public Lock writeLock() {
        return writer;
    }
}
