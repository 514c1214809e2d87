package org.furwock.jcstress.broken;

import org.furwock.jcstress.lock.LockTermination;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** BROKEN: must be found. See {@link UnlockForgetsWake} and the scenario. */
@JCStressTest(Mode.Termination)
@State
public class UnlockForgetsWakeTermination extends LockTermination {

    public UnlockForgetsWakeTermination() {
        super(new UnlockForgetsWake());
    }

    @Actor
    public void actor1() {
        pass();
    }

    @Signal
    public void signal() {
        free();
    }
}
