package org.furwock.jcstress.own;

import org.furwock.jcstress.condition.ConditionHandOver;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A lock or gate of your own: see the scenario, and {@link Own}. */
@JCStressTest
@State
public class SignalHandOver extends ConditionHandOver {

    public SignalHandOver() {
        super(Own.lock());
    }

    @Actor
    public void actor1() {
        give();
    }

    @Actor
    public void actor2(I_Result result) {
        result.r1 = take();
    }
}
