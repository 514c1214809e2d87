package org.furwock.jcstress.own;

import org.furwock.jcstress.gate.GateHandOver;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A lock or gate of your own: see the scenario, and {@link Own}. */
@JCStressTest
@State
public class GatePassed extends GateHandOver {

    public GatePassed() {
        super(Own.gate());
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
