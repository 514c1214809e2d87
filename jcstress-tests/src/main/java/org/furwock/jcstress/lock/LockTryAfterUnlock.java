package org.furwock.jcstress.lock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.locks.Lock;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.III_Result;

/** Scenario: a thread tries a lock that another one acquires and releases. */
@Description("tryLock: fails only while a thread is inside, and sees what that thread did.")
@Outcome(id = "0, 0, -1", expect = ACCEPTABLE, desc = "Tried while the other was inside.")
@Outcome(id = "0, 1, [01]", expect = ACCEPTABLE, desc = "Acquired before or after the other one.")
@Outcome(
        id = "1, 1, 1",
        expect = ACCEPTABLE,
        desc = "Acquired after the other, and sees its write.")
@Outcome(
        id = "1, 0, -1",
        expect = FORBIDDEN,
        desc = "Refused, although the lock was known to be free.")
@Outcome(
        id = "1, 1, 0",
        expect = FORBIDDEN,
        desc = "Acquired after the other, but misses its write.")
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public abstract class LockTryAfterUnlock {

    private final Lock lock;
    private int data;
    private volatile boolean done;

    protected LockTryAfterUnlock(Lock lock) {
        this.lock = lock;
    }

    protected final void use() {
        lock.lock();
        data = 1;
        lock.unlock();
        done = true;
    }

    protected final void attempt(III_Result result) {
        result.r1 = done ? 1 : 0;
        boolean locked = lock.tryLock();
        result.r2 = locked ? 1 : 0;
        result.r3 = locked ? data : -1;
        if (locked) {
            lock.unlock();
        }
    }
}
