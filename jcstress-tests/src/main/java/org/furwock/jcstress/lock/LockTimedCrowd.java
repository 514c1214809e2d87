package org.furwock.jcstress.lock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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
 * Scenario: two threads wait, one of them with a time-out. If that one is woken when its time is
 * over, it must acquire the lock or pass the wake on to the other one.
 */
@Description("No lost wake-up: a timed waiter gives up beside another one that waits on.")
@Outcome(id = "2", expect = ACCEPTABLE, desc = "The timed one gave up, and the other came through.")
@Outcome(id = "3", expect = ACCEPTABLE, desc = "All came through.")
@Outcome(expect = FORBIDDEN, desc = "Two were inside at once.")
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public abstract class LockTimedCrowd {

    private static final int MAX_HOLD_TURNS = 6000;
    private static final int MAX_WAIT_NANOS = 100_000;

    private final Lock lock;
    private final Meeting meeting = new Meeting();
    private int counter;

    protected LockTimedCrowd(Lock lock) {
        this.lock = lock;
    }

    protected final void holdWithThird() {
        lock.lock();
        meeting.meet();
        holdWith(ThirdThread.start(this::inside));
    }

    protected final void holdWithVirtual() {
        lock.lock();
        meeting.meet();
        holdWith(ThirdThread.startVirtual(this::inside));
    }

    private void holdWith(ThirdThread third) {
        Pace.dawdle(MAX_HOLD_TURNS);
        counter++;
        lock.unlock();
        third.join();
    }

    private void inside() {
        lock.lock();
        counter++;
        lock.unlock();
    }

    protected final void waitForIt() {
        meeting.meet();
        long nanos = ThreadLocalRandom.current().nextInt(MAX_WAIT_NANOS);
        try {
            if (lock.tryLock(nanos, TimeUnit.NANOSECONDS)) {
                counter++;
                lock.unlock();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    protected final int counter() {
        return counter;
    }

    /** Broken twin: must be found. See {@link ReferenceMutex.TimeoutConsumesWake}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class TimeoutConsumesWake extends LockTimedCrowd {

        public TimeoutConsumesWake() {
            super(new ReferenceMutex.TimeoutConsumesWake());
        }

        @Actor
        public void actor1() {
            holdWithThird();
        }

        @Actor
        public void actor2() {
            waitForIt();
        }

        @Arbiter
        public void arbiter(I_Result result) {
            result.r1 = counter();
        }
    }
}
