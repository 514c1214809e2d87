package org.furwock.jcstress.broken;

import org.furwock.jcstress.gate.GateHandOver;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** BROKEN: must be found. See {@link OpenWakesIfAwaited} and the scenario. */
@JCStressTest
@State
public class OpenWakesIfAwaitedHandOver extends GateHandOver {

    public OpenWakesIfAwaitedHandOver() {
        super(new OpenWakesIfAwaited());
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
