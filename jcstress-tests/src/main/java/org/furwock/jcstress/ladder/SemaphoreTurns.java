package org.furwock.jcstress.ladder;

import org.furwock.drepper.UpDown;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.lock.LockWakeup;
import org.furwock.jcstress.semaphore.SemaphoreLock;
import org.furwock.sync.Semaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads take the one permit of a {@link Semaphore} in turns: see the scenario. */
@JCStressTest
@State
public class SemaphoreTurns extends LockWakeup {

    public SemaphoreTurns() {
        super(new SemaphoreLock(new Semaphore(1), 1));
    }

    @Actor
    public void actor1() {
        pass();
    }

    @Actor
    public void actor2() {
        pass();
    }

    @Arbiter
    public void arbiter(I_Result result) {
        result.r1 = counter();
    }

    /** Broken twin: an UpDown corrects its number with a write, which loses the permit. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class UpDownLosesPermit extends LockWakeup {

        public UpDownLosesPermit() {
            super(Rungs.lock(new UpDown(1)));
        }

        @Actor
        public void actor1() {
            pass();
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
