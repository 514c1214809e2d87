package org.furwock.jcstress.condition;

import org.furwock.sync.Mutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Mutex: see the scenario. */
@JCStressTest
@State
public class MutexPredicateHandOver extends PredicateHandOver {

    public MutexPredicateHandOver() {
        super(new Mutex());
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
