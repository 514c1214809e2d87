package org.furwock.jcstress.rwlock;

import org.furwock.sync.RwLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** RwLock: see the scenario. */
@JCStressTest
@State
public class RwLockTimedWriter extends TimedWriter {

    public RwLockTimedWriter() {
        super(new RwLock());
    }

    @Actor
    public void actor1() {
        read();
    }

    @Actor
    public void actor2(ZZ_Result result) {
        result.r1 = write();
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        result.r2 = isFree();
    }
}
