package org.furwock.jcstress.own;

import org.furwock.jcstress.lock.LockVisibility;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A lock or gate of your own: see the scenario, and {@link Own}. */
@JCStressTest
@State
public class Visibility extends LockVisibility {

    public Visibility() {
        super(Own.lock());
    }

    @Actor
    public void actor1() {
        write();
    }

    @Actor
    public void actor2(III_Result result) {
        read(result);
    }
}
