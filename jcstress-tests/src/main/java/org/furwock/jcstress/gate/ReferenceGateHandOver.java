package org.furwock.jcstress.gate;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** What the broken twins are copied from is right. */
@JCStressTest
@State
public class ReferenceGateHandOver extends GateHandOver {

    public ReferenceGateHandOver() {
        super(new ReferenceGate(true));
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
