package org.furwock.jcstress.broken;

import org.furwock.jcstress.gate.TokenOneTaker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** BROKEN: must be found. See {@link LooksThenTakes} and the scenario. */
@JCStressTest
@State
public class LooksThenTakesOneTaker extends TokenOneTaker {

    public LooksThenTakesOneTaker() {
        super(new LooksThenTakes());
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
