package org.furwock.jcstress.broken;

import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.condition.ConditionInterrupted;
import org.furwock.jcstress.lock.ReferenceMutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZLZ_Result;

/** BROKEN: must be found. See {@link DecidesByReturnCode} and the scenario. */
@JCStressTest
@State
public class DecidesByReturnCodeInterrupted extends ConditionInterrupted {

    public DecidesByReturnCodeInterrupted() {
        this(new ReferenceMutex());
    }

    private DecidesByReturnCodeInterrupted(Lock lock) {
        super(lock, new DecidesByReturnCode(lock));
    }

    @Actor
    public void actor1(ZLZ_Result result) {
        result.r1 = signalAndInterrupt();
    }

    @Actor
    public void actor2(ZLZ_Result result) {
        result.r2 = await();
        result.r3 = statusLeft();
    }
}
