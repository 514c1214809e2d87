package org.furwock.jcstress.rwlock;

import org.furwock.jcstress.lock.LockTryOneWinner;
import org.furwock.sync.RwLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The write lock of a RwLock: see the scenario. */
@JCStressTest
@State
public class WriteLockTryOneWinner extends LockTryOneWinner {

    public WriteLockTryOneWinner() {
        super(new RwLock().writeLock());
    }

    @Actor
    public void actor1(ZZ_Result result) {
        result.r1 = attempt();
    }

    @Actor
    public void actor2(ZZ_Result result) {
        result.r2 = attempt();
    }
}
