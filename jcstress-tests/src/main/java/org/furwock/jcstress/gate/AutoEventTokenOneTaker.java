package org.furwock.jcstress.gate;

import org.furwock.sync.Event;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** AutoEvent: see the scenario. */
@JCStressTest
@State
public class AutoEventTokenOneTaker extends TokenOneTaker {

    public AutoEventTokenOneTaker() {
        super(Gates.of(new Event(Event.Reset.AUTO)));
    }

    @Actor
    public void actor1(II_Result result) {
        result.r1 = giveTwo();
    }

    @Actor
    public void actor2() {
        takeWithThird();
    }

    @Arbiter
    public void arbiter(II_Result result) {
        result.r2 = taken();
    }
}
