package org.furwock.jcstress.lock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.BrokenTwin;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Scenario: two threads try to lock, and keep the lock. */
@Description("tryLock: of two threads that try a free lock, one acquires it.")
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The first one acquired it.")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The second one acquired it.")
@Outcome(id = "true, true", expect = FORBIDDEN, desc = "Both are inside.")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "Both tries failed on a free lock.")
public abstract class LockTryOneWinner {

    private final Lock lock;

    protected LockTryOneWinner(Lock lock) {
        this.lock = lock;
    }

    protected final boolean attempt() {
        return lock.tryLock();
    }

    /** Broken twin: must be found. See {@link ReferenceMutex.MutualBackOff}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class MutualBackOff extends LockTryOneWinner {

        public MutualBackOff() {
            super(new ReferenceMutex.MutualBackOff());
        }

        @Actor
        public void actor1(ZZ_Result result) {
            result.r1 = attempt();
        }

        @Actor
        public void actor2(ZZ_Result result) {
            result.r2 = attempt();
        }
    }

    /** Broken twin: must be found. See {@link ReferenceMutex.NonAtomicTryLock}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class NonAtomicTryLock extends LockTryOneWinner {

        public NonAtomicTryLock() {
            super(new ReferenceMutex.NonAtomicTryLock());
        }

        @Actor
        public void actor1(ZZ_Result result) {
            result.r1 = attempt();
        }

        @Actor
        public void actor2(ZZ_Result result) {
            result.r2 = attempt();
        }
    }
}
