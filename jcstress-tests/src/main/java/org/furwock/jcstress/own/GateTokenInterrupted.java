package org.furwock.jcstress.own;

import org.furwock.jcstress.gate.TokenInterrupted;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZZ_Result;

/** A lock or gate of your own: see the scenario, and {@link Own}. */
@JCStressTest
@State
public class GateTokenInterrupted extends TokenInterrupted {

    public GateTokenInterrupted() {
        super(Own.gate());
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
