package org.furwock.jcstress.own;

import org.furwock.jcstress.gate.TokenOneTaker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A lock or gate of your own: see the scenario, and {@link Own}. */
@JCStressTest
@State
public class GateTokenOneTaker extends TokenOneTaker {

    public GateTokenOneTaker() {
        super(Own.gate());
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
