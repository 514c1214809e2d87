package org.furwock.jcstress.rwlock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.locks.ReadWriteLock;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Outcome;

/**
 * Scenario: a writer acquires the read lock before it releases the write lock. No other writer may
 * enter in between.
 */
@Description("Read-write lock: no other writer enters while a writer becomes a reader.")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "It reads what it wrote.")
@Outcome(id = "2", expect = FORBIDDEN, desc = "Another writer entered in between.")
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public abstract class Downgrade {

    private final ReadWriteLock lock;
    private int data;

    protected Downgrade(ReadWriteLock lock) {
        this.lock = lock;
    }

    protected final int writeThenRead() {
        lock.writeLock().lock();
        data = 1;
        lock.readLock().lock();
        lock.writeLock().unlock();
        Pace.dawdle(20);
        int seen = data;
        lock.readLock().unlock();
        return seen;
    }

    protected final void write() {
        lock.writeLock().lock();
        data = 2;
        lock.writeLock().unlock();
    }
}
