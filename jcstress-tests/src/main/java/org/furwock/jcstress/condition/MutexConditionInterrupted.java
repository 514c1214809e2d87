package org.furwock.jcstress.condition;

import org.furwock.sync.Mutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZLZ_Result;

/** A condition of a Mutex: see the scenario. */
@JCStressTest
@State
public class MutexConditionInterrupted extends ConditionInterrupted {

    public MutexConditionInterrupted() {
        super(new Mutex());
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
