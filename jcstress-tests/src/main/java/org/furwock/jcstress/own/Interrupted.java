package org.furwock.jcstress.own;

import org.furwock.jcstress.lock.LockInterrupted;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZZ_Result;

/** A lock or gate of your own: see the scenario, and {@link Own}. */
@JCStressTest
@State
public class Interrupted extends LockInterrupted {

    public Interrupted() {
        super(Own.lock());
    }

    @Actor
    public void actor1() {
        holdAndInterrupt();
    }

    @Actor
    public void actor2() {
        waitForIt();
    }

    @Arbiter
    public void arbiter(LZZ_Result result) {
        result.r1 = end();
        result.r2 = statusLeft();
        result.r3 = isFree();
    }
}
