package org.furwock.jcstress.reentrant;

import org.furwock.jcstress.lock.LockTryAfterUnlock;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The write lock of a FutexReentrantReadWriteLock: see the scenario. */
@JCStressTest
@State
public class ReadWriteTryAfterUnlock extends LockTryAfterUnlock {

    public ReadWriteTryAfterUnlock() {
        super(new FutexReentrantReadWriteLock().writeLock());
    }

    @Actor
    public void actor1() {
        use();
    }

    @Actor
    public void actor2(III_Result result) {
        attempt(result);
    }
}
