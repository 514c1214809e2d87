package org.furwock.jcstress.lock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.furwock.jcstress.ThirdThread;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Scenario: three threads pass the lock. A woken thread does not know whether others sleep. If it
 * acts as if none slept, no thread wakes them.
 */
@Description("No lost wake-up: of three threads, two sleep at once.")
@Outcome(id = "3", expect = ACCEPTABLE, desc = "All came through. Else the watchdog ends the run.")
@Outcome(expect = FORBIDDEN, desc = "Two were inside at once.")
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public abstract class LockCrowd {

    private static final int LONG_ENOUGH_FOR_TWO_TO_SLEEP = 1500;

    private final Lock lock;
    private final Meeting meeting = new Meeting();
    private int counter;

    protected LockCrowd(Lock lock) {
        this.lock = lock;
    }

    protected final void passWithThird() {
        passWith(ThirdThread.start(this::inside));
    }

    protected final void passWithVirtual() {
        passWith(ThirdThread.startVirtual(this::inside));
    }

    private void passWith(ThirdThread third) {
        pass();
        third.join();
    }

    protected final void pass() {
        meeting.meet();
        inside();
    }

    private void inside() {
        lock.lock();
        int seen = counter;
        Pace.dawdle(LONG_ENOUGH_FOR_TWO_TO_SLEEP);
        counter = seen + 1;
        lock.unlock();
    }

    protected final int counter() {
        return counter;
    }

    /** Broken twin: must be found. See {@link ReferenceMutex.HeldAfterSleep}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class HeldAfterSleep extends LockCrowd {

        public HeldAfterSleep() {
            super(new ReferenceMutex.HeldAfterSleep());
        }

        @Actor
        public void actor1() {
            passWithThird();
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

    /** Broken twin: must be found. See {@link ReferenceMutex.IgnoresVirtual}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class MixedIgnoresVirtual extends LockCrowd {

        public MixedIgnoresVirtual() {
            super(new ReferenceMutex.IgnoresVirtual());
        }

        @Actor
        public void actor1() {
            passWithVirtual();
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
