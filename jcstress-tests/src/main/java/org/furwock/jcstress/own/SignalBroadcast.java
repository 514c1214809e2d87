package org.furwock.jcstress.own;

import org.furwock.jcstress.condition.ConditionBroadcast;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A lock or gate of your own: see the scenario, and {@link Own}. */
@JCStressTest
@State
public class SignalBroadcast extends ConditionBroadcast {

    public SignalBroadcast() {
        super(Own.lock());
    }

    @Actor
    public void actor1() {
        awaitWithThird();
    }

    @Actor
    public void actor2() {
        broadcast();
    }

    @Arbiter
    public void arbiter(I_Result result) {
        result.r1 = counter();
    }
}
