package org.furwock.jcstress.broken;

import org.furwock.jcstress.lock.LockTimed;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZIZ_Result;

/** BROKEN: must be found. See {@link TimedLeavesItLocked} and the scenario. */
@JCStressTest
@State
public class TimedLeavesItLockedTimed extends LockTimed {

    public TimedLeavesItLockedTimed() {
        super(new TimedLeavesItLocked());
    }

    @Actor
    public void actor1() {
        hold();
    }

    @Actor
    public void actor2() {
        waitForIt();
    }

    @Arbiter
    public void arbiter(ZIZ_Result result) {
        result.r1 = inTime();
        result.r2 = counter();
        result.r3 = isFree();
    }
}
