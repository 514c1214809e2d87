package org.furwock.jcstress.broken;

import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.condition.ConditionTwoSignals;
import org.furwock.jcstress.lock.ReferenceMutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** BROKEN: must be found. See {@link SignalsAreMerged} and the scenario. */
@JCStressTest
@State
public class SignalsAreMergedTwoSignals extends ConditionTwoSignals {

    public SignalsAreMergedTwoSignals() {
        this(new ReferenceMutex());
    }

    private SignalsAreMergedTwoSignals(Lock lock) {
        super(lock, new SignalsAreMerged(lock));
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
