package org.furwock.jcstress.semaphore;

import org.furwock.jcstress.lock.LockTermination;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** A semaphore with one permit, as a lock: see the scenario. */
@JCStressTest(Mode.Termination)
@State
public class SemaphoreTermination extends LockTermination {

    public SemaphoreTermination() {
        super(new SemaphoreLock(false));
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
