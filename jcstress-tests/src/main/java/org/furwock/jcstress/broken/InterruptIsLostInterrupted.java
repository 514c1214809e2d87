package org.furwock.jcstress.broken;

import org.furwock.jcstress.lock.LockInterrupted;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZZ_Result;

/** BROKEN: must be found. See {@link InterruptIsLost} and the scenario. */
@JCStressTest
@State
public class InterruptIsLostInterrupted extends LockInterrupted {

    public InterruptIsLostInterrupted() {
        super(new InterruptIsLost());
    }

    @Actor
    public void actor1() {
        holdAndInterrupt();
    }

    @Actor
    public void actor2() {
        waitForIt();
    }

    @Arbiter
    public void arbiter(LZZ_Result result) {
        result.r1 = end();
        result.r2 = statusLeft();
        result.r3 = isFree();
    }
}
