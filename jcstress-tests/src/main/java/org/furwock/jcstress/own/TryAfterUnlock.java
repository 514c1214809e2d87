package org.furwock.jcstress.own;

import org.furwock.jcstress.lock.LockTryAfterUnlock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A lock or gate of your own: see the scenario, and {@link Own}. */
@JCStressTest
@State
public class TryAfterUnlock extends LockTryAfterUnlock {

    public TryAfterUnlock() {
        super(Own.lock());
    }

    @Actor
    public void actor1() {
        use();
    }

    @Actor
    public void actor2(III_Result result) {
        attempt(result);
    }
}
