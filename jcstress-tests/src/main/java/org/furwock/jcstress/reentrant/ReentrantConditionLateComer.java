package org.furwock.jcstress.reentrant;

import org.furwock.jcstress.condition.ConditionLateComer;
import org.furwock.locks.FutexReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A condition of a FutexReentrantLock: see the scenario. */
@JCStressTest
@State
public class ReentrantConditionLateComer extends ConditionLateComer {

    public ReentrantConditionLateComer() {
        super(new FutexReentrantLock());
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
