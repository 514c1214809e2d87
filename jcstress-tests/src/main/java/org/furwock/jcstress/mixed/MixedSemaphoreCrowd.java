package org.furwock.jcstress.mixed;

import org.furwock.jcstress.lock.LockCrowd;
import org.furwock.jcstress.semaphore.SemaphoreLock;
import org.furwock.sync.Semaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Semaphore among platform and virtual threads: see the scenario. */
@JCStressTest
@State
public class MixedSemaphoreCrowd extends LockCrowd {

    public MixedSemaphoreCrowd() {
        super(new SemaphoreLock(new Semaphore(1), 1));
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
