package org.furwock.jcstress.broken;

import org.furwock.jcstress.lock.LockInterruptedCrowd;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** BROKEN: must be found. See {@link InterruptSwallowsWake} and the scenario. */
@JCStressTest
@State
public class InterruptSwallowsWakeInterruptedCrowd extends LockInterruptedCrowd {

    public InterruptSwallowsWakeInterruptedCrowd() {
        super(new InterruptSwallowsWake());
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
