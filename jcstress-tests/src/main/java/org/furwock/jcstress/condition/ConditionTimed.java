package org.furwock.jcstress.condition;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.furwock.jcstress.lock.ReferenceMutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Scenario: a signal comes when a thread's time is nearly over. Until the thread has the lock
 * again, it is a waiter and can still be signalled. Then await must return true, because the
 * signaller relies on it.
 */
@Description("Condition: a signal races a time-out. (signal given to a waiter, await's result)")
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Signalled, in time or at the last moment.")
@Outcome(id = "false, false", expect = ACCEPTABLE, desc = "Had timed out before the signal.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "The signal is lost.")
@Outcome(id = "false, true", expect = FORBIDDEN, desc = "Returned as signalled without a signal.")
// An exception ends the run anyway, and no wait here returns spuriously.
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"})
public abstract class ConditionTimed {

    private static final int MAX_TURNS = 3000;
    private static final int MAX_WAIT_NANOS = 60_000;

    private final Lock lock;
    private final Condition condition;
    private final Meeting meeting = new Meeting();
    private boolean waiting;

    protected ConditionTimed(Lock lock) {
        this(lock, lock.newCondition());
    }

    protected ConditionTimed(Lock lock, Condition condition) {
        this.lock = lock;
        this.condition = condition;
    }

    protected final boolean signal() {
        meeting.meet();
        Pace.dawdle(MAX_TURNS);
        lock.lock();
        boolean given = waiting;
        condition.signal();
        lock.unlock();
        return given;
    }

    protected final boolean await() {
        long nanos = ThreadLocalRandom.current().nextInt(MAX_WAIT_NANOS);
        lock.lock();
        waiting = true;
        meeting.meet();
        try {
            return condition.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            waiting = false;
            lock.unlock();
        }
    }

    /** Broken twin: must be found. See {@link ReferenceCondition.TrustsReturnCode}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class TrustsReturnCode extends ConditionTimed {

        public TrustsReturnCode() {
            this(new ReferenceMutex());
        }

        private TrustsReturnCode(Lock lock) {
            super(lock, new ReferenceCondition.TrustsReturnCode(lock));
        }

        @Actor
        public void actor1(ZZ_Result result) {
            result.r1 = signal();
        }

        @Actor
        public void actor2(ZZ_Result result) {
            result.r2 = await();
        }
    }
}
