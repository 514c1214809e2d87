package org.furwock.jcstress.broken;

import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.condition.ConditionTimed;
import org.furwock.jcstress.lock.ReferenceMutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** BROKEN: must be found. See {@link DecidesByReturnCode} and the scenario. */
@JCStressTest
@State
public class DecidesByReturnCodeTimed extends ConditionTimed {

    public DecidesByReturnCodeTimed() {
        this(new ReferenceMutex());
    }

    private DecidesByReturnCodeTimed(Lock lock) {
        super(lock, new DecidesByReturnCode(lock));
    }

    @Actor
    public void actor1(ZZ_Result result) {
        result.r1 = signal();
    }

    @Actor
    public void actor2(ZZ_Result result) {
        result.r2 = await();
    }
}
