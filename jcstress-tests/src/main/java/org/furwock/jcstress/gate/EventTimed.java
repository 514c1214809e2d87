package org.furwock.jcstress.gate;

import org.furwock.sync.Event;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Event: see the scenario. */
@JCStressTest
@State
public class EventTimed extends GateTimed {

    public EventTimed() {
        super(Gates.of(new Event(Event.Reset.MANUAL)));
    }

    @Actor
    public void actor1() {
        open();
    }

    @Actor
    public void actor2(ZZ_Result result) {
        result.r1 = pass();
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        result.r2 = isOpen();
    }
}
