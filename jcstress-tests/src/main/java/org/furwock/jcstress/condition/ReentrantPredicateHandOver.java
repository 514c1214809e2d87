package org.furwock.jcstress.condition;

import org.furwock.locks.FutexReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** FutexReentrantLock: see the scenario. */
@JCStressTest
@State
public class ReentrantPredicateHandOver extends PredicateHandOver {

    public ReentrantPredicateHandOver() {
        super(new FutexReentrantLock());
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
