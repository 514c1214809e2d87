package org.furwock.jcstress.mutex;

import org.furwock.jcstress.lock.LockTryOneWinner;
import org.furwock.sync.Mutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Mutex: see the scenario. */
@JCStressTest
@State
public class MutexTryOneWinner extends LockTryOneWinner {

    public MutexTryOneWinner() {
        super(new Mutex());
    }

    @Actor
    public void actor1(ZZ_Result result) {
        result.r1 = attempt();
    }

    @Actor
    public void actor2(ZZ_Result result) {
        result.r2 = attempt();
    }
}
