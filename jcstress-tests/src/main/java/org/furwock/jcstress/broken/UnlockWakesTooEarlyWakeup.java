package org.furwock.jcstress.broken;

import org.furwock.jcstress.lock.LockWakeup;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** BROKEN: must be found. See {@link UnlockWakesTooEarly} and the scenario. */
@JCStressTest
@State
public class UnlockWakesTooEarlyWakeup extends LockWakeup {

    public UnlockWakesTooEarlyWakeup() {
        super(new UnlockWakesTooEarly());
    }

    @Actor
    public void actor1() {
        pass();
    }

    @Actor
    public void actor2() {
        pass();
    }

    @Arbiter
    public void arbiter(I_Result result) {
        result.r1 = counter();
    }
}
