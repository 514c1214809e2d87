package org.furwock.jcstress.rwlock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.furwock.jcstress.Meeting;
import org.furwock.sync.RwLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Two readers meet inside. If one kept the other out, they would never meet. */
@JCStressTest
@Description("Read-write lock: two readers are inside at once, and none can become a writer there.")
@Outcome(id = "false, false, true", expect = ACCEPTABLE, desc = "They met, and released all locks.")
@Outcome(
        id = ".*, .*, false",
        expect = FORBIDDEN,
        desc = "All have left, but the lock is not free.")
@Outcome(expect = FORBIDDEN, desc = "A reader became a writer while another one read.")
@State
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public class RwLockReadersTogether {

    private final RwLock lock = new RwLock();
    private final Meeting meeting = new Meeting();

    @Actor
    public void reader1(ZZZ_Result result) {
        lock.readLock().lock();
        result.r1 = lock.writeLock().tryLock();
        meeting.meet();
        lock.readLock().unlock();
    }

    @Actor
    public void reader2(ZZZ_Result result) {
        lock.readLock().lock();
        result.r2 = lock.writeLock().tryLock();
        meeting.meet();
        lock.readLock().unlock();
    }

    @Arbiter
    public void arbiter(ZZZ_Result result) {
        result.r3 = lock.writeLock().tryLock();
    }
}
