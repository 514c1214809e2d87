package org.furwock.jcstress.condition;

import org.furwock.sync.Mutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A condition of a Mutex: see the scenario. */
@JCStressTest
@State
public class MutexConditionTimed extends ConditionTimed {

    public MutexConditionTimed() {
        super(new Mutex());
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
