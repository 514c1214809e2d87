package org.furwock.jcstress.rwlock;

import org.furwock.jcstress.lock.LockTimed;
import org.furwock.sync.RwLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZIZ_Result;

/** The write lock of a RwLock: see the scenario. */
@JCStressTest
@State
public class WriteLockTimed extends LockTimed {

    public WriteLockTimed() {
        super(new RwLock().writeLock());
    }

    @Actor
    public void actor1() {
        hold();
    }

    @Actor
    public void actor2() {
        waitForIt();
    }

    @Arbiter
    public void arbiter(ZIZ_Result result) {
        result.r1 = inTime();
        result.r2 = counter();
        result.r3 = isFree();
    }
}
