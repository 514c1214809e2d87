package org.furwock.jcstress.condition;

import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.lock.ReferenceMutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The reference class that the broken twins copy: it must pass. */
@JCStressTest
@State
public class ReferenceConditionTimed extends ConditionTimed {

    public ReferenceConditionTimed() {
        this(new ReferenceMutex());
    }

    private ReferenceConditionTimed(Lock lock) {
        super(lock, new ReferenceCondition(lock));
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
