package org.furwock.jcstress.condition;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.locks.Condition;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.furwock.scoped.MonitorLock;
import org.furwock.sync.Mutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Scenario: one thread writes a value, the other waits for the predicate and reads it. */
@Description("Predicate: an unlock meets a thread that is about to wait, or waits.")
@Outcome(
        id = "1",
        expect = ACCEPTABLE,
        desc = "The value is there. Else the watchdog ends the run.")
@Outcome(expect = FORBIDDEN, desc = "The thread went on without the value.")
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public abstract class PredicateHandOver {

    private static final int MAX_TURNS = 300;

    final MonitorLock lock;
    private final Meeting meeting = new Meeting();
    boolean ready;
    private int value;

    protected PredicateHandOver(MonitorLock lock) {
        this.lock = lock;
    }

    protected final void give() {
        meeting.meet();
        Pace.dawdle(MAX_TURNS);
        lock.lock();
        value = 1;
        ready = true;
        beforeUnlock();
        lock.unlock();
    }

    protected final int take() {
        meeting.meet();
        lock.lock();
        awaitReady();
        int taken = value;
        lock.unlock();
        return taken;
    }

    void beforeUnlock() {}

    void awaitReady() {
        lock.awaitUntilUninterruptibly(() -> ready);
    }

    /** Broken twin: must be found. It releases the lock before it is a waiter. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class UnlocksBeforeItWaits extends PredicateHandOver {

        private final Condition given = lock.newCondition();

        public UnlocksBeforeItWaits() {
            super(new Mutex());
        }

        @Override
        void beforeUnlock() {
            given.signal();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // the wait that has lost its signal is the outcome
        void awaitReady() {
            if (!ready) {
                lock.unlock();
                lock.lock();
                given.awaitUninterruptibly();
            }
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
