package org.furwock.jcstress.rwlock;

import org.furwock.sync.RwLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** RwLock: see the scenario. */
@JCStressTest
@State
public class RwLockDowngrade extends Downgrade {

    public RwLockDowngrade() {
        super(new RwLock());
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
