package org.furwock.jcstress.rwlock;

import org.furwock.sync.RwLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** RwLock: see the scenario. */
@JCStressTest
@State
public class RwLockCrowd extends ReadersCrowd {

    public RwLockCrowd() {
        super(new RwLock());
    }

    @Actor
    public void actor1() {
        writeWithThird();
    }

    @Actor
    public void actor2() {
        write();
    }

    @Arbiter
    public void arbiter(II_Result result) {
        result.r1 = counter();
        result.r2 = seen();
    }
}
