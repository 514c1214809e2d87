package org.furwock.jcstress.own;

import org.furwock.jcstress.lock.LockTryOneWinner;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A lock or gate of your own: see the scenario, and {@link Own}. */
@JCStressTest
@State
public class TryOneWinner extends LockTryOneWinner {

    public TryOneWinner() {
        super(Own.lock());
    }

    @Actor
    public void actor1(ZZ_Result result) {
        result.r1 = attempt();
    }

    @Actor
    public void actor2(ZZ_Result result) {
        result.r2 = attempt();
    }
}
