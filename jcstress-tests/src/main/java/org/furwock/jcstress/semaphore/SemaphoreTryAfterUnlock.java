package org.furwock.jcstress.semaphore;

import org.furwock.jcstress.lock.LockTryAfterUnlock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A semaphore with one permit, as a lock: see the scenario. */
@JCStressTest
@State
public class SemaphoreTryAfterUnlock extends LockTryAfterUnlock {

    public SemaphoreTryAfterUnlock() {
        super(new SemaphoreLock(false));
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
