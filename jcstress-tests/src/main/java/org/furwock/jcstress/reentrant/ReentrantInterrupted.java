package org.furwock.jcstress.reentrant;

import org.furwock.jcstress.lock.LockInterrupted;
import org.furwock.locks.FutexReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZZ_Result;

/** FutexReentrantLock: see the scenario. */
@JCStressTest
@State
public class ReentrantInterrupted extends LockInterrupted {

    public ReentrantInterrupted() {
        super(new FutexReentrantLock());
    }

    @Actor
    public void actor1() {
        holdAndInterrupt();
    }

    @Actor
    public void actor2() {
        waitForIt();
    }

    @Arbiter
    public void arbiter(LZZ_Result result) {
        result.r1 = end();
        result.r2 = statusLeft();
        result.r3 = isFree();
    }
}
