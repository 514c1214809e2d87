package org.furwock.jcstress.gate;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The reference class that the broken twins copy: it must pass. */
@JCStressTest
@State
public class ReferenceGateCrowd extends GateCrowd {

    public ReferenceGateCrowd() {
        super(new ReferenceGate(true));
    }

    @Actor
    public void actor1() {
        open();
    }

    @Actor
    public void actor2(II_Result result) {
        result.r1 = passWithThird();
    }

    @Arbiter
    public void arbiter(II_Result result) {
        result.r2 = seenByThird();
    }
}
