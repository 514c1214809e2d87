package org.furwock.jcstress.condition;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.lock.ReferenceMutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Scenario: a thread waits; another one signals it, and then waits itself for a short time. */
@Description("Condition: a signal is not stolen by a thread that came after it.")
@Outcome(
        id = "false",
        expect = ACCEPTABLE,
        desc = "The waiter got the signal. Else the watchdog ends the run.")
@Outcome(id = "true", expect = FORBIDDEN, desc = "The signaller took its own signal.")
// An exception ends the run anyway, and no wait here returns spuriously.
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"})
public abstract class ConditionLateComer {

    private static final int MAX_WAIT_NANOS = 60_000;

    private final Lock lock;
    private final Condition condition;
    private boolean waiting;

    protected ConditionLateComer(Lock lock) {
        this(lock, lock.newCondition());
    }

    protected ConditionLateComer(Lock lock, Condition condition) {
        this.lock = lock;
        this.condition = condition;
    }

    protected final void await() {
        lock.lock();
        waiting = true;
        condition.awaitUninterruptibly();
        lock.unlock();
    }

    protected final boolean signalAndCome() {
        lock.lock();
        while (!waiting) {
            lock.unlock();
            Thread.onSpinWait();
            lock.lock();
        }
        condition.signal();
        try {
            long nanos = ThreadLocalRandom.current().nextInt(MAX_WAIT_NANOS);
            return condition.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            lock.unlock();
        }
    }

    /** Broken twin: must be found. See {@link ReferenceCondition.StolenSignals}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class StolenSignals extends ConditionLateComer {

        public StolenSignals() {
            this(new ReferenceMutex());
        }

        private StolenSignals(Lock lock) {
            super(lock, new ReferenceCondition.StolenSignals(lock));
        }

        @Actor
        public void actor1() {
            await();
        }

        @Actor
        public void actor2(Z_Result result) {
            result.r1 = signalAndCome();
        }
    }
}
