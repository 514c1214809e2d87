package org.furwock.jcstress.gate;

import org.furwock.sync.Semaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Semaphore: see the scenario. */
@JCStressTest
@State
public class SemaphoreTokenTimed extends TokenTimed {

    public SemaphoreTokenTimed() {
        super(Gates.of(new Semaphore(0)));
    }

    @Actor
    public void actor1() {
        give();
    }

    @Actor
    public void actor2(ZZ_Result result) {
        result.r1 = take();
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        result.r2 = isThere();
    }
}
