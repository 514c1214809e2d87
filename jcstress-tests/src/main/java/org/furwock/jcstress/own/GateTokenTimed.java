package org.furwock.jcstress.own;

import org.furwock.jcstress.gate.TokenTimed;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A lock or gate of your own: see the scenario, and {@link Own}. */
@JCStressTest
@State
public class GateTokenTimed extends TokenTimed {

    public GateTokenTimed() {
        super(Own.gate());
    }

    @Actor
    public void actor1() {
        give();
    }

    @Actor
    public void actor2(ZZ_Result result) {
        result.r1 = take();
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        result.r2 = isThere();
    }
}
