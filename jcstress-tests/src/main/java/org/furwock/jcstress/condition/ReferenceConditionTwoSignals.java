package org.furwock.jcstress.condition;

import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.lock.ReferenceMutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The reference class that the broken twins copy: it must pass. */
@JCStressTest
@State
public class ReferenceConditionTwoSignals extends ConditionTwoSignals {

    public ReferenceConditionTwoSignals() {
        this(new ReferenceMutex());
    }

    private ReferenceConditionTwoSignals(Lock lock) {
        super(lock, new ReferenceCondition(lock));
    }

    @Actor
    public void actor1() {
        awaitWithThird();
    }

    @Actor
    public void actor2() {
        signalTwice();
    }

    @Arbiter
    public void arbiter(I_Result result) {
        result.r1 = counter();
    }
}
