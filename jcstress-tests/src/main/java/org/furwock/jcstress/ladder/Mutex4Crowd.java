package org.furwock.jcstress.ladder;

import org.furwock.drepper.Mutex4;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.lock.LockCrowd;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Mutex4: see the scenario. */
@JCStressTest
@State
public class Mutex4Crowd extends LockCrowd {

    public Mutex4Crowd() {
        super(Rungs.lock(new Mutex4()));
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

    /** Broken twin: WOKEN stays set, so that no unlock wakes the next waiter. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class WokenNeverCleared extends LockCrowd {

        public WokenNeverCleared() {
            super(Rungs.wokenForGood());
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
