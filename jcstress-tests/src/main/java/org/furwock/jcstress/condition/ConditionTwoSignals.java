package org.furwock.jcstress.condition;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.ThirdThread;
import org.furwock.jcstress.lock.ReferenceMutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Scenario: two threads wait, and two signals are given. */
@Description("Condition: two signals reach two waiters.")
@Outcome(id = "2", expect = ACCEPTABLE, desc = "Both came back. Else the watchdog ends the run.")
@Outcome(expect = FORBIDDEN, desc = "Two were inside the lock at once.")
// An exception ends the run anyway, and no wait here returns spuriously.
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"})
public abstract class ConditionTwoSignals {

    private final Lock lock;
    private final Condition condition;
    private int waiting;
    private int counter;

    protected ConditionTwoSignals(Lock lock) {
        this(lock, lock.newCondition());
    }

    protected ConditionTwoSignals(Lock lock, Condition condition) {
        this.lock = lock;
        this.condition = condition;
    }

    protected final void awaitWithThird() {
        ThirdThread third = ThirdThread.start(this::await);
        await();
        third.join();
    }

    private void await() {
        lock.lock();
        waiting++;
        condition.awaitUninterruptibly();
        counter++;
        lock.unlock();
    }

    protected final void signalTwice() {
        lock.lock();
        while (waiting < 2) {
            lock.unlock();
            Thread.yield();
            lock.lock();
        }
        condition.signal();
        if (ThreadLocalRandom.current().nextBoolean()) {
            lock.unlock(); // one of the two may come back in between
            lock.lock();
        }
        condition.signal();
        lock.unlock();
    }

    protected final int counter() {
        return counter;
    }

    /** Broken twin: must be found. See {@link ReferenceCondition.MergesSignals}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class MergesSignals extends ConditionTwoSignals {

        public MergesSignals() {
            this(new ReferenceMutex());
        }

        private MergesSignals(Lock lock) {
            super(lock, new ReferenceCondition.MergesSignals(lock));
        }

        @Actor
        public void actor1() {
            awaitWithThird();
        }

        @Actor
        public void actor2() {
            signalTwice();
        }

        @Arbiter
        public void arbiter(I_Result result) {
            result.r1 = counter();
        }
    }
}
