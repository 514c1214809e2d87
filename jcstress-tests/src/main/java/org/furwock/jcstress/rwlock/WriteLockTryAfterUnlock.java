package org.furwock.jcstress.rwlock;

import org.furwock.jcstress.lock.LockTryAfterUnlock;
import org.furwock.sync.RwLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The write lock of a RwLock: see the scenario. */
@JCStressTest
@State
public class WriteLockTryAfterUnlock extends LockTryAfterUnlock {

    public WriteLockTryAfterUnlock() {
        super(new RwLock().writeLock());
    }

    @Actor
    public void actor1() {
        use();
    }

    @Actor
    public void actor2(III_Result result) {
        attempt(result);
    }
}
