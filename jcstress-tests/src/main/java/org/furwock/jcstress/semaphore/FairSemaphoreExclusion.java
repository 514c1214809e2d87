package org.furwock.jcstress.semaphore;

import org.furwock.jcstress.lock.LockExclusion;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A semaphore with one permit, as a lock: see the scenario. */
@JCStressTest
@State
public class FairSemaphoreExclusion extends LockExclusion {

    public FairSemaphoreExclusion() {
        super(new SemaphoreLock(true));
    }

    @Actor
    public void actor1() {
        increment();
    }

    @Actor
    public void actor2() {
        increment();
    }

    @Arbiter
    public void arbiter(I_Result result) {
        result.r1 = counter();
    }
}
