package org.furwock.jcstress.condition;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
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
import org.openjdk.jcstress.infra.results.ZLZ_Result;

/** Scenario: a waiting thread is signalled and interrupted at about the same time. */
@Description("Condition: signal races interrupt. (signal given to a waiter, end, status left)")
@Outcome(
        id = "true, RETURNED, true",
        expect = ACCEPTABLE,
        desc = "Signalled; the interrupt stays in the thread's status.")
@Outcome(
        id = "false, INTERRUPTED, false",
        expect = ACCEPTABLE,
        desc = "Interrupted before the signal, which found no waiter.")
@Outcome(id = "true, INTERRUPTED, .*", expect = FORBIDDEN, desc = "The signal is lost.")
@Outcome(
        id = "false, RETURNED, .*",
        expect = FORBIDDEN,
        desc = "Returned as signalled without a signal.")
@Outcome(id = "true, RETURNED, false", expect = FORBIDDEN, desc = "The interrupt is lost.")
@Outcome(id = "false, INTERRUPTED, true", expect = FORBIDDEN, desc = "One interrupt counts twice.")
// An exception ends the run anyway, and no wait here returns spuriously.
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"})
public abstract class ConditionInterrupted {

    private static final int MAX_TURNS = 300;

    private final Lock lock;
    private final Condition condition;
    private final Meeting meeting = new Meeting();
    private boolean waiting;
    private volatile Thread waiter;
    private volatile boolean interruptSent;
    private boolean statusLeft;

    @SuppressWarnings("NullAway.Init") // the actors write these
    protected ConditionInterrupted(Lock lock) {
        this(lock, lock.newCondition());
    }

    @SuppressWarnings("NullAway.Init")
    protected ConditionInterrupted(Lock lock, Condition condition) {
        this.lock = lock;
        this.condition = condition;
    }

    protected final boolean signalAndInterrupt() {
        meeting.meet();
        Pace.dawdle(MAX_TURNS);
        boolean given;
        if (ThreadLocalRandom.current().nextBoolean()) {
            interrupt();
            Pace.dawdle(MAX_TURNS);
            given = signal();
        } else {
            given = signal();
            interrupt();
        }
        return given;
    }

    private boolean signal() {
        lock.lock();
        boolean given = waiting;
        condition.signal();
        lock.unlock();
        return given;
    }

    private void interrupt() {
        waiter.interrupt();
        interruptSent = true;
    }

    protected final String await() {
        waiter = Thread.currentThread();
        lock.lock();
        waiting = true;
        meeting.meet();
        String end = "RETURNED";
        try {
            condition.await();
        } catch (InterruptedException e) {
            end = "INTERRUPTED";
        }
        waiting = false;
        lock.unlock();
        Pace.until(() -> interruptSent);
        statusLeft = Thread.interrupted();
        return end;
    }

    protected final boolean statusLeft() {
        return statusLeft;
    }

    /** Broken twin: must be found. See {@link ReferenceCondition.TrustsReturnCode}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class TrustsReturnCode extends ConditionInterrupted {

        public TrustsReturnCode() {
            this(new ReferenceMutex());
        }

        private TrustsReturnCode(Lock lock) {
            super(lock, new ReferenceCondition.TrustsReturnCode(lock));
        }

        @Actor
        public void actor1(ZLZ_Result result) {
            result.r1 = signalAndInterrupt();
        }

        @Actor
        public void actor2(ZLZ_Result result) {
            result.r2 = await();
            result.r3 = statusLeft();
        }
    }
}
