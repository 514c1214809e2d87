package org.furwock.jcstress.ladder;

import org.furwock.drepper.Mutex3;
import org.furwock.jcstress.lock.LockCrowd;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Mutex3: see the scenario. */
@JCStressTest
@State
public class Mutex3Crowd extends LockCrowd {

    public Mutex3Crowd() {
        super(Rungs.lock(new Mutex3()));
    }

    @Actor
    public void actor1() {
        passWithThird();
    }

    @Actor
    public void actor2() {
        pass();
    }

    @Arbiter
    public void arbiter(I_Result result) {
        result.r1 = counter();
    }
}
