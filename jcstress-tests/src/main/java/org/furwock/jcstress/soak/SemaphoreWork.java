package org.furwock.jcstress.soak;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.semaphore.SemaphoreLock;
import org.furwock.sync.Semaphore;

/** A semaphore: it gives out no more permits than it has, and a holder of all is alone. */
final class SemaphoreWork implements Work {

    static final int PERMITS = 3;

    private final Semaphore semaphore;
    private final List<FutexWord> words;
    private final AtomicInteger out = new AtomicInteger();
    private final Guarded guarded = new Guarded();

    /** A semaphore on these words. */
    SemaphoreWork(Semaphore semaphore, FutexWord... words) {
        this.semaphore = semaphore;
        this.words = List.of(words);
    }

    @Override
    public void round(Worker me) throws InterruptedException {
        int permits = 1 + me.random(PERMITS);
        SemaphoreLock lock = new SemaphoreLock(semaphore, permits);
        if (!me.acquire(lock)) {
            return;
        }
        try {
            int all = out.addAndGet(permits);
            Loss.unless(all <= PERMITS, all + " permits are out of " + PERMITS);
            int left = semaphore.availablePermits();
            Loss.unless(left >= 0 && left <= PERMITS - permits, left + " permits are left");
            if (permits == PERMITS) {
                guarded.write(me);
            } else {
                guarded.read(me);
            }
            out.addAndGet(-permits);
            me.done();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void settle() {
        Loss.unlessEqual(PERMITS, semaphore.availablePermits(), "permits at the end");
        guarded.settle();
    }

    @Override
    public List<FutexWord> words() {
        return words;
    }

    @Override
    public String toString() {
        return semaphore.toString();
    }
}
