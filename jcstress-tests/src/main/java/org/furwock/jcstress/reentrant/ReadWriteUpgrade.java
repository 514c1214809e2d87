package org.furwock.jcstress.reentrant;

import org.furwock.jcstress.rwlock.ReadersUpgrade;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** FutexReentrantReadWriteLock: see the scenario. */
@JCStressTest
@State
public class ReadWriteUpgrade extends ReadersUpgrade {

    public ReadWriteUpgrade() {
        super(new FutexReentrantReadWriteLock());
    }

    @Actor
    public void actor1(ZZ_Result result) {
        result.r1 = upgrade();
    }

    @Actor
    public void actor2(ZZ_Result result) {
        result.r2 = upgrade();
    }
}
