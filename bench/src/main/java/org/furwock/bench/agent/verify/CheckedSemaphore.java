package org.furwock.bench.agent.verify;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.furwock.sync.Semaphore;

/**
 * A {@link Semaphore} with a check of its contract: no thread acquires a permit that does not
 * exist.
 */
public class CheckedSemaphore extends Semaphore {

    private static final long serialVersionUID = 1L;

    /**
     * Never less than the semaphore's permits: raised before a release and lowered after an
     * acquisition.
     */
    private transient AtomicLong permits;

    /** A reduction lowers the permits at an unknown moment. After one, there are no more checks. */
    private transient volatile boolean reduced;

    /** A semaphore that is not fair. */
    public CheckedSemaphore(int permits) {
        this(permits, false);
    }

    /** A semaphore that may be fair. */
    public CheckedSemaphore(int permits, boolean fair) {
        super(permits, fair);
        this.permits = new AtomicLong(permits);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        permits = new AtomicLong(super.availablePermits());
    }

    private boolean noted(boolean acquired, int count) {
        if (acquired && permits.addAndGet(-count) < 0 && !reduced) {
            Violations.add(
                    this,
                    "gave " + count + " permits, of which " + -permits.get() + " are missing");
        }
        return acquired;
    }

    @Override
    public void acquire() throws InterruptedException {
        super.acquire();
        noted(true, 1);
    }

    @Override
    public void acquireUninterruptibly() {
        super.acquireUninterruptibly();
        noted(true, 1);
    }

    @Override
    public boolean tryAcquire() {
        return noted(super.tryAcquire(), 1);
    }

    @Override
    public boolean tryAcquire(long timeout, TimeUnit unit) throws InterruptedException {
        return noted(super.tryAcquire(timeout, unit), 1);
    }

    @Override
    public void release() {
        permits.incrementAndGet();
        super.release();
    }

    @Override
    public void acquire(int count) throws InterruptedException {
        super.acquire(count);
        noted(true, count);
    }

    @Override
    public void acquireUninterruptibly(int count) {
        super.acquireUninterruptibly(count);
        noted(true, count);
    }

    @Override
    public boolean tryAcquire(int count) {
        return noted(super.tryAcquire(count), count);
    }

    @Override
    public boolean tryAcquire(int count, long timeout, TimeUnit unit) throws InterruptedException {
        return noted(super.tryAcquire(count, timeout, unit), count);
    }

    @Override
    public void release(int count) {
        permits.addAndGet(Math.max(count, 0)); // a negative count is an error, and releases nothing
        super.release(count);
    }

    @Override
    public int drainPermits() {
        int drained = super.drainPermits();
        noted(drained > 0, drained);
        reduced |= drained < 0;
        return drained;
    }

    @Override
    protected void reducePermits(int reduction) {
        reduced = true;
        super.reducePermits(reduction);
    }
}
