package org.furwock.jcstress.broken;

import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.condition.ConditionHandOver;
import org.furwock.jcstress.lock.ReferenceMutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** BROKEN: must be found. See {@link WaitsTooLate} and the scenario. */
@JCStressTest
@State
public class WaitsTooLateHandOver extends ConditionHandOver {

    public WaitsTooLateHandOver() {
        this(new ReferenceMutex());
    }

    private WaitsTooLateHandOver(Lock lock) {
        super(lock, new WaitsTooLate(lock));
    }

    @Actor
    public void actor1() {
        give();
    }

    @Actor
    public void actor2(I_Result result) {
        result.r1 = take();
    }
}
