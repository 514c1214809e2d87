package org.furwock.jcstress.lock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.locks.Lock;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Outcome;

/** Scenario: two threads try to lock, and keep the lock. */
@Description("tryLock: of two threads that try a free lock, one gets it.")
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The first one got it.")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The second one got it.")
@Outcome(id = "true, true", expect = FORBIDDEN, desc = "Both are inside.")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "A try failed, and nobody had the lock.")
public abstract class LockTryOneWinner {

    private final Lock lock;

    protected LockTryOneWinner(Lock lock) {
        this.lock = lock;
    }

    protected final boolean attempt() {
        return lock.tryLock();
    }
}
