package org.furwock.jcstress.lock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
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
import org.openjdk.jcstress.infra.results.LZZ_Result;

/** Scenario: a waiter is interrupted at about the time when the lock becomes free. */
@Description("Interrupted acquisition races an unlock.")
@Outcome(
        id = "LOCKED, true, true",
        expect = ACCEPTABLE,
        desc = "Acquired; the interrupt stays in the thread's status.")
@Outcome(
        id = "INTERRUPTED, false, true",
        expect = ACCEPTABLE,
        desc = "The exception consumed the interrupt; the lock is not held.")
@Outcome(id = "LOCKED, false, .*", expect = FORBIDDEN, desc = "The interrupt is lost.")
@Outcome(id = "INTERRUPTED, true, .*", expect = FORBIDDEN, desc = "One interrupt counts twice.")
@Outcome(id = ".*, .*, false", expect = FORBIDDEN, desc = "No thread is inside; not free.")
public abstract class LockInterrupted {

    private static final int MAX_TURNS = 400;

    private final Lock lock;
    private final Meeting meeting = new Meeting();
    private volatile Thread waiter;
    private volatile boolean interruptSent;
    private String end;
    private boolean statusLeft;

    @SuppressWarnings("NullAway.Init") // the actors write these
    protected LockInterrupted(Lock lock) {
        this.lock = lock;
    }

    protected final void holdAndInterrupt() {
        lock.lock();
        meeting.meet();
        Pace.dawdle(MAX_TURNS);
        if (ThreadLocalRandom.current().nextBoolean()) {
            interrupt();
            lock.unlock();
        } else {
            lock.unlock();
            interrupt();
        }
    }

    private void interrupt() {
        waiter.interrupt();
        interruptSent = true;
    }

    protected final void waitForIt() {
        waiter = Thread.currentThread();
        meeting.meet();
        try {
            lock.lockInterruptibly();
            lock.unlock();
            end = "LOCKED";
        } catch (InterruptedException e) {
            end = "INTERRUPTED";
        }
        Pace.until(() -> interruptSent);
        statusLeft = Thread.interrupted();
    }

    protected final String end() {
        return end;
    }

    protected final boolean statusLeft() {
        return statusLeft;
    }

    protected final boolean isFree() {
        return lock.tryLock();
    }

    /** Broken twin: must be found. See {@link ReferenceMutex.ClearsInterrupt}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class ClearsInterrupt extends LockInterrupted {

        public ClearsInterrupt() {
            super(new ReferenceMutex.ClearsInterrupt());
        }

        @Actor
        public void actor1() {
            holdAndInterrupt();
        }

        @Actor
        public void actor2() {
            waitForIt();
        }

        @Arbiter
        public void arbiter(LZZ_Result result) {
            result.r1 = end();
            result.r2 = statusLeft();
            result.r3 = isFree();
        }
    }
}
