package org.furwock.jcstress.reentrant;

import org.furwock.jcstress.rwlock.Downgrade;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** FutexReentrantReadWriteLock: see the scenario. */
@JCStressTest
@State
public class ReadWriteDowngrade extends Downgrade {

    public ReadWriteDowngrade() {
        super(new FutexReentrantReadWriteLock());
    }

    @Actor
    public void actor1(I_Result result) {
        result.r1 = writeThenRead();
    }

    @Actor
    public void actor2() {
        write();
    }
}
