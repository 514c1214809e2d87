package org.furwock.jcstress.lock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
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
 * Scenario: two threads wait. One is interrupted at about the time when it is woken. If it leaves,
 * it must pass the wake on, because the second one may get no other wake.
 */
@Description("No lost wake-up: an interrupted waiter gives up beside another one that waits on.")
@Outcome(id = "2", expect = ACCEPTABLE, desc = "The interrupted one left, the other came through.")
@Outcome(id = "3", expect = ACCEPTABLE, desc = "All came through.")
@Outcome(expect = FORBIDDEN, desc = "Two were inside at once.")
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public abstract class LockInterruptedCrowd {

    private static final int MAX_TURNS = 3000;

    private final Lock lock;
    private final Meeting meeting = new Meeting();
    private volatile Thread waiter;
    private volatile boolean interruptSent;
    private int counter;

    @SuppressWarnings("NullAway.Init") // the actors write these
    protected LockInterruptedCrowd(Lock lock) {
        this.lock = lock;
    }

    protected final void holdAndInterruptWithThird() {
        lock.lock();
        meeting.meet();
        ThirdThread third = ThirdThread.start(this::inside);
        Pace.dawdle(MAX_TURNS);
        counter++;
        if (ThreadLocalRandom.current().nextBoolean()) {
            interrupt();
            lock.unlock();
        } else {
            lock.unlock();
            interrupt();
        }
        third.join();
    }

    private void interrupt() {
        waiter.interrupt();
        interruptSent = true;
    }

    private void inside() {
        lock.lock();
        counter++;
        lock.unlock();
    }

    protected final void waitForIt() {
        waiter = Thread.currentThread();
        meeting.meet();
        try {
            lock.lockInterruptibly();
            counter++;
            lock.unlock();
        } catch (InterruptedException e) {
            // One of the two ends.
        }
        Pace.until(() -> interruptSent);
        Thread.interrupted();
    }

    protected final int counter() {
        return counter;
    }

    /** Broken twin: must be found. See {@link ReferenceMutex.InterruptConsumesWake}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class InterruptConsumesWake extends LockInterruptedCrowd {

        public InterruptConsumesWake() {
            super(new ReferenceMutex.InterruptConsumesWake());
        }

        @Actor
        public void actor1() {
            holdAndInterruptWithThird();
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
