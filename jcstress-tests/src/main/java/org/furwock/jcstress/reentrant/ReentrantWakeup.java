package org.furwock.jcstress.reentrant;

import org.furwock.jcstress.lock.LockWakeup;
import org.furwock.locks.FutexReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** FutexReentrantLock: see the scenario. */
@JCStressTest
@State
public class ReentrantWakeup extends LockWakeup {

    public ReentrantWakeup() {
        super(new FutexReentrantLock());
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
