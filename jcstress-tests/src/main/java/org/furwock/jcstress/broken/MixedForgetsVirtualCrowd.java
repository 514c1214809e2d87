package org.furwock.jcstress.broken;

import org.furwock.jcstress.lock.LockCrowd;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** BROKEN: must be found. See {@link ForgetsVirtual} and the scenario. */
@JCStressTest
@State
public class MixedForgetsVirtualCrowd extends LockCrowd {

    public MixedForgetsVirtualCrowd() {
        super(new ForgetsVirtual());
    }

    @Actor
    public void actor1() {
        passWithVirtual();
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
