package org.furwock.jcstress.broken;

import org.furwock.jcstress.lock.LockExclusion;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** BROKEN: must be found. See {@link PetersonWithoutFence} and the scenario. */
@JCStressTest
@State
public class PetersonWithoutFenceExclusion extends LockExclusion {

    public PetersonWithoutFenceExclusion() {
        super(new PetersonWithoutFence());
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
