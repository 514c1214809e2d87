package org.furwock.jcstress.ladder;

import org.furwock.drepper.Mutex2;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.lock.LockCrowd;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Mutex2: see the scenario. */
@JCStressTest
@State
public class Mutex2Crowd extends LockCrowd {

    public Mutex2Crowd() {
        super(Rungs.lock(new Mutex2()));
    }

    @Actor
    public void actor1() {
        passWithThird();
    }

    @Actor
    public void actor2() {
        pass();
    }

    @Arbiter
    public void arbiter(I_Result result) {
        result.r1 = counter();
    }

    /**
     * Broken twin: the counter of Mutex1 wraps to 0 while the mutex is held. The next thread
     * enters, or sleeps on the 0 that unlock writes.
     */
    @BrokenTwin
    @JCStressTest
    @State
    public static class Mutex1Overflows extends LockCrowd {

        public Mutex1Overflows() {
            super(Rungs.nearOverflow());
        }

        @Actor
        public void actor1() {
            passWithThird();
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
}
