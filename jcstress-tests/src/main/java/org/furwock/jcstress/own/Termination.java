package org.furwock.jcstress.own;

import org.furwock.jcstress.lock.LockTermination;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** A lock or gate of your own: see the scenario, and {@link Own}. */
@JCStressTest(Mode.Termination)
@State
public class Termination extends LockTermination {

    public Termination() {
        super(Own.lock());
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
