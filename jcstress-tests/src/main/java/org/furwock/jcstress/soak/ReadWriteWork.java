package org.furwock.jcstress.soak;

import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import org.furwock.futex.FutexWord;

/** A reader-writer lock: a writer is alone, and a reader cannot become a writer. */
final class ReadWriteWork implements Work {

    private static final int MAX_READS_SHIFT = 11;
    private static final int ONE_OF_SO_MANY_TURNS = 2048;
    private static final int ONE_OF_SO_MANY_TRIES = 64;

    private final ReadWriteLock lock;
    private final boolean reentrant;
    private final List<FutexWord> words;
    private final Guarded guarded = new Guarded();

    /** About the number of reads for each write; a lock may adapt to it. */
    private volatile int readsPerWrite = 2;

    ReadWriteWork(ReadWriteLock lock, boolean reentrant, FutexWord... words) {
        this.lock = lock;
        this.reentrant = reentrant;
        this.words = List.of(words);
    }

    @Override
    public void round(Worker me) throws InterruptedException {
        if (me.random(ONE_OF_SO_MANY_TURNS) == 0) {
            readsPerWrite = 1 << me.random(MAX_READS_SHIFT);
        }
        if (me.random(readsPerWrite) == 0) {
            write(me);
        } else {
            read(me);
        }
    }

    private void write(Worker me) throws InterruptedException {
        if (!me.acquire(lock.writeLock())) {
            return;
        }
        boolean downgrade = false;
        try {
            guarded.write(me);
            downgrade = me.random(2) == 0;
            if (downgrade) {
                lock.readLock().lock();
            }
        } finally {
            lock.writeLock().unlock();
        }
        if (downgrade) {
            inside(me);
        }
        me.done();
    }

    private void read(Worker me) throws InterruptedException {
        if (me.acquire(lock.readLock())) {
            inside(me);
            me.done();
        }
    }

    /** A round of a reader, which unlocks. */
    private void inside(Worker me) throws InterruptedException {
        try {
            long seen = guarded.read(me);
            int choice = me.random(ONE_OF_SO_MANY_TRIES);
            if (choice == 0) {
                Loss.unless(!lock.writeLock().tryLock(), "a reader became a writer");
            } else if (choice < 8 && reentrant) {
                read(me);
            }
            Loss.unlessEqual(seen, guarded.read(me), "a writer was inside beside a reader");
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void settle() {
        Loss.unless(
                lock.writeLock().tryLock(),
                "no thread is inside, but the lock is not free: " + lock);
        lock.writeLock().unlock();
        guarded.settle();
    }

    @Override
    public List<FutexWord> words() {
        return words;
    }

    @Override
    public String toString() {
        return lock.toString();
    }
}
