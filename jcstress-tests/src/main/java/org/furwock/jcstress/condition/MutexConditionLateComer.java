package org.furwock.jcstress.condition;

import org.furwock.sync.Mutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A condition of a Mutex: see the scenario. */
@JCStressTest
@State
public class MutexConditionLateComer extends ConditionLateComer {

    public MutexConditionLateComer() {
        super(new Mutex());
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
