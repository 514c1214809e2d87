package org.furwock.jcstress.mutex;

import org.furwock.jcstress.lock.LockExclusion;
import org.furwock.sync.Mutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Mutex: see the scenario. */
@JCStressTest
@State
public class MutexExclusion extends LockExclusion {

    public MutexExclusion() {
        super(new Mutex());
    }

    @Actor
    public void actor1() {
        increment();
    }

    @Actor
    public void actor2() {
        increment();
    }

    @Arbiter
    public void arbiter(I_Result result) {
        result.r1 = counter();
    }
}
