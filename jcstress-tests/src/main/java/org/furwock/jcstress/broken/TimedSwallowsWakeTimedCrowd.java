package org.furwock.jcstress.broken;

import org.furwock.jcstress.lock.LockTimedCrowd;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** BROKEN: must be found. See {@link TimedSwallowsWake} and the scenario. */
@JCStressTest
@State
public class TimedSwallowsWakeTimedCrowd extends LockTimedCrowd {

    public TimedSwallowsWakeTimedCrowd() {
        super(new TimedSwallowsWake());
    }

    @Actor
    public void actor1() {
        holdWithThird();
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
