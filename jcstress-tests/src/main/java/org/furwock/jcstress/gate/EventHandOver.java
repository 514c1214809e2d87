package org.furwock.jcstress.gate;

import org.furwock.sync.Event;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Event: see the scenario. */
@JCStressTest
@State
public class EventHandOver extends GateHandOver {

    public EventHandOver() {
        super(Gates.of(new Event(Event.Reset.MANUAL)));
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
