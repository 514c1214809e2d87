package org.furwock.jcstress.mixed;

import org.furwock.jcstress.lock.LockCrowd;
import org.furwock.locks.FutexReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** FutexReentrantLock among platform and virtual threads: see the scenario. */
@JCStressTest
@State
public class MixedReentrantCrowd extends LockCrowd {

    public MixedReentrantCrowd() {
        super(new FutexReentrantLock());
    }

    @Actor
    public void actor1() {
        passWithVirtual();
    }

    @Actor
    public void actor2() {
        pass();
    }

    @Arbiter
    public void arbiter(I_Result result) {
        result.r1 = counter();
    }
}
