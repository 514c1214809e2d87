package org.furwock.jcstress.lock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Scenario: two threads pass the lock. Each stays inside for about the time in which the other one
 * spins and falls asleep. So the unlock meets it at every step of that.
 */
@Description("No lost wake-up: an unlock meets a thread that is about to sleep.")
@Outcome(id = "2", expect = ACCEPTABLE, desc = "Both came through. Else the watchdog ends the run.")
@Outcome(expect = FORBIDDEN, desc = "Both were inside at once.")
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public abstract class LockWakeup {

    private static final int ABOUT_A_SLEEP = 400;

    private final Lock lock;
    private final Meeting meeting = new Meeting();
    private int counter;

    protected LockWakeup(Lock lock) {
        this.lock = lock;
    }

    protected final void pass() {
        meeting.meet();
        lock.lock();
        int seen = counter;
        Pace.dawdle(ABOUT_A_SLEEP);
        counter = seen + 1;
        lock.unlock();
    }

    protected final int counter() {
        return counter;
    }

    /** Broken twin: must be found. See {@link ReferenceMutex.UnlockWithoutWake}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class UnlockWithoutWake extends LockWakeup {

        public UnlockWithoutWake() {
            super(new ReferenceMutex.UnlockWithoutWake());
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

    /** Broken twin: must be found. See {@link ReferenceMutex.WakeBeforeRelease}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class WakeBeforeRelease extends LockWakeup {

        public WakeBeforeRelease() {
            super(new ReferenceMutex.WakeBeforeRelease());
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
