package org.furwock.jcstress.gate;

import org.furwock.sync.Latch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Latch: see the scenario. */
@JCStressTest
@State
public class LatchCrowd extends GateCrowd {

    public LatchCrowd() {
        super(Gates.of(new Latch(1)));
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
