package org.furwock.jcstress.lock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Scenario: two threads add one to a plain counter under a lock. */
@Description("Exclusion: two threads add one to a plain counter under the lock.")
@Outcome(id = "2", expect = ACCEPTABLE, desc = "One after the other: both additions count.")
@Outcome(id = "1", expect = FORBIDDEN, desc = "Both were inside at once: one addition is lost.")
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public abstract class LockExclusion {

    private final Lock lock;
    private int counter;

    protected LockExclusion(Lock lock) {
        this.lock = lock;
    }

    protected final void increment() {
        lock.lock();
        int seen = counter;
        Pace.dawdle(4); // room for another thread to come in
        counter = seen + 1;
        lock.unlock();
    }

    protected final int counter() {
        return counter;
    }

    /** Broken twin: must be found. See {@link ReferenceMutex.NonAtomicTryLock}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class NonAtomicTryLock extends LockExclusion {

        public NonAtomicTryLock() {
            super(new ReferenceMutex.NonAtomicTryLock());
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

    /** Broken twin: must be found. See {@link ReferenceMutex.PetersonWithoutFence}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class PetersonWithoutFence extends LockExclusion {

        public PetersonWithoutFence() {
            super(new ReferenceMutex.PetersonWithoutFence());
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
}
