package org.furwock.jcstress.gate;

import org.furwock.sync.Event;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** Event that resets itself: see the scenario. */
@JCStressTest
@State
public class AutoEventOpenedAgain extends GateOpenedAgain {

    public AutoEventOpenedAgain() {
        super(Gates.of(new Event(Event.Reset.AUTO)));
    }

    @Actor
    public void actor1() {
        openAgain();
    }

    @Actor
    public void actor2(IZ_Result result) {
        result.r1 = pass();
    }

    @Arbiter
    public void arbiter(IZ_Result result) {
        result.r2 = isOpen();
    }
}
