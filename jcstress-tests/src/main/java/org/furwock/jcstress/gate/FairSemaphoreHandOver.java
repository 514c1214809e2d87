package org.furwock.jcstress.gate;

import org.furwock.sync.Semaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** FairSemaphore: see the scenario. */
@JCStressTest
@State
public class FairSemaphoreHandOver extends GateHandOver {

    public FairSemaphoreHandOver() {
        super(Gates.of(new Semaphore(0, true)));
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
