package org.furwock.jcstress.condition;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

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
import org.openjdk.jcstress.infra.results.I_Result;

/** Scenario: one thread writes a value and signals, the other waits for it and reads it. */
@Description("Condition: a signal meets a thread that is about to wait, or waits.")
@Outcome(
        id = "1",
        expect = ACCEPTABLE,
        desc = "The value is there. Else the watchdog ends the run.")
@Outcome(expect = FORBIDDEN, desc = "The thread went on without the value.")
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public abstract class ConditionHandOver {

    private static final int MAX_TURNS = 300;

    private final Lock lock;
    private final Condition given;
    private final Meeting meeting = new Meeting();
    private boolean ready;
    private int value;

    protected ConditionHandOver(Lock lock) {
        this(lock, lock.newCondition());
    }

    protected ConditionHandOver(Lock lock, Condition given) {
        this.lock = lock;
        this.given = given;
    }

    protected final void give() {
        meeting.meet();
        Pace.dawdle(MAX_TURNS);
        lock.lock();
        value = 1;
        ready = true;
        given.signal();
        lock.unlock();
    }

    protected final int take() {
        meeting.meet();
        lock.lock();
        while (!ready) {
            given.awaitUninterruptibly();
        }
        int taken = value;
        lock.unlock();
        return taken;
    }

    /** Broken twin: must be found. See {@link ReferenceCondition.UnlocksBeforeEnqueue}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class UnlocksBeforeEnqueue extends ConditionHandOver {

        public UnlocksBeforeEnqueue() {
            this(new ReferenceMutex());
        }

        private UnlocksBeforeEnqueue(Lock lock) {
            super(lock, new ReferenceCondition.UnlocksBeforeEnqueue(lock));
        }

        @Actor
        public void actor1() {
            give();
        }

        @Actor
        public void actor2(I_Result result) {
            result.r1 = take();
        }
    }
}
