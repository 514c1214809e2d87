package org.furwock.jcstress.gate;

import org.furwock.sync.Event;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZZ_Result;

/** AutoEvent: see the scenario. */
@JCStressTest
@State
public class AutoEventTokenInterrupted extends TokenInterrupted {

    public AutoEventTokenInterrupted() {
        super(Gates.of(new Event(Event.Reset.AUTO)));
    }

    @Actor
    public void actor1() {
        giveAndInterrupt();
    }

    @Actor
    public void actor2(LZZ_Result result) {
        result.r1 = take();
    }

    @Arbiter
    public void arbiter(LZZ_Result result) {
        result.r2 = isThere();
        result.r3 = statusLeft();
    }
}
