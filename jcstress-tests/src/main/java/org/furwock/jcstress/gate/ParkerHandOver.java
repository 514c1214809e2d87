package org.furwock.jcstress.gate;

import org.furwock.sync.Parker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Parker: see the scenario. */
@JCStressTest
@State
public class ParkerHandOver extends GateHandOver {

    public ParkerHandOver() {
        super(Gates.of(new Parker()));
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
