package org.furwock.jcstress.reentrant;

import org.furwock.jcstress.lock.LockInterrupted;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZZ_Result;

/** The write lock of a FutexReentrantReadWriteLock: see the scenario. */
@JCStressTest
@State
public class ReadWriteInterrupted extends LockInterrupted {

    public ReadWriteInterrupted() {
        super(new FutexReentrantReadWriteLock().writeLock());
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
