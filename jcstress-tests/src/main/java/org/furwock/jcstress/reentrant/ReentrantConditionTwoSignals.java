package org.furwock.jcstress.reentrant;

import org.furwock.jcstress.condition.ConditionTwoSignals;
import org.furwock.locks.FutexReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A condition of a FutexReentrantLock: see the scenario. */
@JCStressTest
@State
public class ReentrantConditionTwoSignals extends ConditionTwoSignals {

    public ReentrantConditionTwoSignals() {
        super(new FutexReentrantLock());
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
