package org.furwock.jcstress.own;

import org.furwock.jcstress.lock.LockTimed;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZIZ_Result;

/** A lock or gate of your own: see the scenario, and {@link Own}. */
@JCStressTest
@State
public class Timed extends LockTimed {

    public Timed() {
        super(Own.lock());
    }

    @Actor
    public void actor1() {
        hold();
    }

    @Actor
    public void actor2() {
        waitForIt();
    }

    @Arbiter
    public void arbiter(ZIZ_Result result) {
        result.r1 = inTime();
        result.r2 = counter();
        result.r3 = isFree();
    }
}
