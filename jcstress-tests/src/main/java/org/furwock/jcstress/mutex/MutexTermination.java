package org.furwock.jcstress.mutex;

import org.furwock.jcstress.lock.LockTermination;
import org.furwock.sync.Mutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** Mutex: see the scenario. */
@JCStressTest(Mode.Termination)
@State
public class MutexTermination extends LockTermination {

    public MutexTermination() {
        super(new Mutex());
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
