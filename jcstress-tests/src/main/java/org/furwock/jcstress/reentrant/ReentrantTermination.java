package org.furwock.jcstress.reentrant;

import org.furwock.jcstress.lock.LockTermination;
import org.furwock.locks.FutexReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** FutexReentrantLock: see the scenario. */
@JCStressTest(Mode.Termination)
@State
public class ReentrantTermination extends LockTermination {

    public ReentrantTermination() {
        super(new FutexReentrantLock());
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
