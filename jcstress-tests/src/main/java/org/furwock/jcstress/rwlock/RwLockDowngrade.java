package org.furwock.jcstress.rwlock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.furwock.jcstress.Pace;
import org.furwock.sync.RwLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A writer that takes the read lock before it gives the write lock back stays inside all the time.
 */
@JCStressTest
@Description("Read-write lock: no other writer comes in while a writer becomes a reader.")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "It reads what it wrote.")
@Outcome(id = "2", expect = FORBIDDEN, desc = "Another writer was there in between.")
@State
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public class RwLockDowngrade {

    private final RwLock lock = new RwLock();
    private int data;

    @Actor
    public void downgrader(I_Result result) {
        lock.writeLock().lock();
        data = 1;
        lock.readLock().lock();
        lock.writeLock().unlock();
        Pace.dawdle(20);
        result.r1 = data;
        lock.readLock().unlock();
    }

    @Actor
    public void writer() {
        lock.writeLock().lock();
        data = 2;
        lock.writeLock().unlock();
    }
}
