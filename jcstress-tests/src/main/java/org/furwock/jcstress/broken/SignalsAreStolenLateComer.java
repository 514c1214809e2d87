package org.furwock.jcstress.broken;

import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.condition.ConditionLateComer;
import org.furwock.jcstress.lock.ReferenceMutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** BROKEN: must be found. See {@link SignalsAreStolen} and the scenario. */
@JCStressTest
@State
public class SignalsAreStolenLateComer extends ConditionLateComer {

    public SignalsAreStolenLateComer() {
        this(new ReferenceMutex());
    }

    private SignalsAreStolenLateComer(Lock lock) {
        super(lock, new SignalsAreStolen(lock));
    }

    @Actor
    public void actor1() {
        await();
    }

    @Actor
    public void actor2(Z_Result result) {
        result.r1 = signalAndCome();
    }
}
