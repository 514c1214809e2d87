package org.furwock.jcstress.mutex;

import org.furwock.jcstress.lock.LockTimed;
import org.furwock.sync.Mutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZIZ_Result;

/** Mutex: see the scenario. */
@JCStressTest
@State
public class MutexTimed extends LockTimed {

    public MutexTimed() {
        super(new Mutex());
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
