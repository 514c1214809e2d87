package org.furwock.jcstress.condition;

import org.furwock.sync.Mutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A condition of a Mutex: see the scenario. */
@JCStressTest
@State
public class MutexConditionBroadcast extends ConditionBroadcast {

    public MutexConditionBroadcast() {
        super(new Mutex());
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
