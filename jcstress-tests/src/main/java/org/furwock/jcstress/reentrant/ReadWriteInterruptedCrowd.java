package org.furwock.jcstress.reentrant;

import org.furwock.jcstress.lock.LockInterruptedCrowd;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The write lock of a FutexReentrantReadWriteLock: see the scenario. */
@JCStressTest
@State
public class ReadWriteInterruptedCrowd extends LockInterruptedCrowd {

    public ReadWriteInterruptedCrowd() {
        super(new FutexReentrantReadWriteLock().writeLock());
    }

    @Actor
    public void actor1() {
        holdAndInterruptWithThird();
    }

    @Actor
    public void actor2() {
        waitForIt();
    }

    @Arbiter
    public void arbiter(I_Result result) {
        result.r1 = counter();
    }
}
