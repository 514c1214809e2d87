package org.furwock.jcstress.semaphore;

import org.furwock.jcstress.lock.LockInterruptedCrowd;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A semaphore with one permit, as a lock: see the scenario. */
@JCStressTest
@State
public class SemaphoreInterruptedCrowd extends LockInterruptedCrowd {

    public SemaphoreInterruptedCrowd() {
        super(new SemaphoreLock(false));
    }

    @Actor
    public void actor1() {
        holdAndInterruptWithThird();
    }

    @Actor
    public void actor2() {
        waitForIt();
    }

    @Arbiter
    public void arbiter(I_Result result) {
        result.r1 = counter();
    }
}
