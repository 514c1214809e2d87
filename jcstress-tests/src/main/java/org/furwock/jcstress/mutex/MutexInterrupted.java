package org.furwock.jcstress.mutex;

import org.furwock.jcstress.lock.LockInterrupted;
import org.furwock.sync.Mutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZZ_Result;

/** Mutex: see the scenario. */
@JCStressTest
@State
public class MutexInterrupted extends LockInterrupted {

    public MutexInterrupted() {
        super(new Mutex());
    }

    @Actor
    public void actor1() {
        holdAndInterrupt();
    }

    @Actor
    public void actor2() {
        waitForIt();
    }

    @Arbiter
    public void arbiter(LZZ_Result result) {
        result.r1 = end();
        result.r2 = statusLeft();
        result.r3 = isFree();
    }
}
