package org.furwock.jcstress.lock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** Scenario: the lock is held before the thread starts, and freed while it waits. */
@Description("No lost wake-up: a new thread waits for a held lock, which is then freed.")
@Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "It came through.")
@Outcome(id = "STALE", expect = FORBIDDEN, desc = "The thread was never woken.")
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public abstract class LockTermination {

    private static final int MAX_TURNS = 200;

    private final Lock lock;
    private volatile Thread waiter;

    /** Runs on the thread that later signals. */
    @SuppressWarnings("NullAway.Init") // the actor writes the field
    protected LockTermination(Lock lock) {
        this.lock = lock;
        lock.lock();
    }

    protected final void pass() {
        waiter = Thread.currentThread();
        lock.lock();
        lock.unlock();
    }

    protected final void free() {
        Pace.until(() -> waiter != null);
        Pace.untilBlocked(waiter);
        Pace.dawdle(MAX_TURNS);
        lock.unlock();
    }

    /** Broken twin: must be found. See {@link ReferenceMutex.UnlockWithoutWake}. */
    @BrokenTwin
    @JCStressTest(Mode.Termination)
    @State
    public static class UnlockWithoutWake extends LockTermination {

        public UnlockWithoutWake() {
            super(new ReferenceMutex.UnlockWithoutWake());
        }

        @Actor
        public void actor1() {
            pass();
        }

        @Signal
        public void signal() {
            free();
        }
    }
}
