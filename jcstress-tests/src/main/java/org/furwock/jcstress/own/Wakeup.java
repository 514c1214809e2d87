package org.furwock.jcstress.own;

import org.furwock.jcstress.lock.LockWakeup;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A lock or gate of your own: see the scenario, and {@link Own}. */
@JCStressTest
@State
public class Wakeup extends LockWakeup {

    public Wakeup() {
        super(Own.lock());
    }

    @Actor
    public void actor1() {
        pass();
    }

    @Actor
    public void actor2() {
        pass();
    }

    @Arbiter
    public void arbiter(I_Result result) {
        result.r1 = counter();
    }
}
