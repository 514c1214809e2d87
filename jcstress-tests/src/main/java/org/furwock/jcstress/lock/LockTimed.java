package org.furwock.jcstress.lock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jcstress.infra.results.ZIZ_Result;

/** Scenario: a thread waits for the lock for about as long as another one holds it. */
@Description("Timed acquisition races an unlock.")
@Outcome(id = "true, 2, true", expect = ACCEPTABLE, desc = "In time; the lock is free again.")
@Outcome(id = "false, 1, true", expect = ACCEPTABLE, desc = "Too late; the lock is free.")
@Outcome(
        id = ".*, .*, false",
        expect = FORBIDDEN,
        desc = "No thread is inside, and the lock is not free.")
@Outcome(expect = FORBIDDEN, desc = "The result of tryLock and the work done inside disagree.")
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public abstract class LockTimed {

    private static final int MAX_HOLD_TURNS = 3000;
    private static final int MAX_WAIT_NANOS = 60_000;

    private final Lock lock;
    private final Meeting meeting = new Meeting();
    private int counter;
    private boolean inTime;

    protected LockTimed(Lock lock) {
        this.lock = lock;
    }

    protected final void hold() {
        lock.lock();
        meeting.meet();
        Pace.dawdle(MAX_HOLD_TURNS);
        counter++;
        lock.unlock();
    }

    protected final void waitForIt() {
        meeting.meet();
        long nanos = ThreadLocalRandom.current().nextInt(MAX_WAIT_NANOS);
        try {
            inTime = lock.tryLock(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (inTime) {
            counter++;
            lock.unlock();
        }
    }

    protected final boolean inTime() {
        return inTime;
    }

    protected final int counter() {
        return counter;
    }

    protected final boolean isFree() {
        return lock.tryLock();
    }

    /** Broken twin: must be found. See {@link ReferenceMutex.TimeoutKeepsLock}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class TimeoutKeepsLock extends LockTimed {

        public TimeoutKeepsLock() {
            super(new ReferenceMutex.TimeoutKeepsLock());
        }

        @Actor
        public void actor1() {
            hold();
        }

        @Actor
        public void actor2() {
            waitForIt();
        }

        @Arbiter
        public void arbiter(ZIZ_Result result) {
            result.r1 = inTime();
            result.r2 = counter();
            result.r3 = isFree();
        }
    }
}
