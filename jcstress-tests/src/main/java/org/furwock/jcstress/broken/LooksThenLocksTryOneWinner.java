package org.furwock.jcstress.broken;

import org.furwock.jcstress.lock.LockTryOneWinner;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** BROKEN: must be found. See {@link LooksThenLocks} and the scenario. */
@JCStressTest
@State
public class LooksThenLocksTryOneWinner extends LockTryOneWinner {

    public LooksThenLocksTryOneWinner() {
        super(new LooksThenLocks());
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
