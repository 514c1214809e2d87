package org.furwock.jcstress.lock;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The reference class that the broken twins copy: it must pass. */
@JCStressTest
@State
public class ReferenceMutexTimedCrowd extends LockTimedCrowd {

    public ReferenceMutexTimedCrowd() {
        super(new ReferenceMutex());
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
