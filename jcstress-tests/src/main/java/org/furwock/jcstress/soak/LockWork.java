package org.furwock.jcstress.soak;

import java.util.List;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.FutexWord;

/** Any lock: one thread at a time holds it, and sees all earlier writes under the lock. */
public final class LockWork implements Work {

    private static final int ONE_OF_SO_MANY_AGAIN = 8;

    private final Lock lock;
    private final List<FutexWord> words;
    private final boolean reentrant;
    private final boolean virtual;
    private final Guarded guarded = new Guarded();

    private LockWork(Lock lock, List<FutexWord> words, boolean reentrant, boolean virtual) {
        this.lock = lock;
        this.words = words;
        this.reentrant = reentrant;
        this.virtual = virtual;
    }

    /** A lock on these words. */
    public static LockWork of(Lock lock, FutexWord... words) {
        return new LockWork(lock, List.of(words), false, true);
    }

    static LockWork ofReentrant(Lock lock) {
        return new LockWork(lock, List.of(), true, true);
    }

    /** A lock that virtual threads cannot hold. */
    static LockWork ofPlatform(Lock lock, FutexWord... words) {
        return new LockWork(lock, List.of(words), false, false);
    }

    @Override
    public void round(Worker me) throws InterruptedException {
        if (me.acquire(lock)) {
            try {
                guarded.write(me);
                me.done();
                if (reentrant && me.random(ONE_OF_SO_MANY_AGAIN) == 0) {
                    round(me);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void settle() {
        Loss.unless(lock.tryLock(), "no thread is inside, but the lock is not free: " + lock);
        lock.unlock();
        guarded.settle();
    }

    @Override
    public List<FutexWord> words() {
        return words;
    }

    @Override
    public boolean servesVirtualThreads() {
        return virtual;
    }

    @Override
    public String toString() {
        return lock.toString();
    }
}
