package org.furwock.jcstress.gate;

import org.furwock.sync.Semaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Semaphore: see the scenario. */
@JCStressTest
@State
public class SemaphoreHandOver extends GateHandOver {

    public SemaphoreHandOver() {
        super(Gates.of(new Semaphore(0)));
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
