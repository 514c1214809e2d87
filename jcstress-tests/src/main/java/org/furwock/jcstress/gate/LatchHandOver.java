package org.furwock.jcstress.gate;

import org.furwock.sync.Latch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Latch: see the scenario. */
@JCStressTest
@State
public class LatchHandOver extends GateHandOver {

    public LatchHandOver() {
        super(Gates.of(new Latch(1)));
    }

    @Actor
    public void actor1() {
        open();
    }

    @Actor
    public void actor2(I_Result result) {
        result.r1 = pass();
    }
}
