package org.furwock.jcstress.reentrant;

import org.furwock.jcstress.lock.LockExclusion;
import org.furwock.locks.FutexReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** FutexReentrantLock: see the scenario. */
@JCStressTest
@State
public class ReentrantExclusion extends LockExclusion {

    public ReentrantExclusion() {
        super(new FutexReentrantLock());
    }

    @Actor
    public void actor1() {
        increment();
    }

    @Actor
    public void actor2() {
        increment();
    }

    @Arbiter
    public void arbiter(I_Result result) {
        result.r1 = counter();
    }
}
