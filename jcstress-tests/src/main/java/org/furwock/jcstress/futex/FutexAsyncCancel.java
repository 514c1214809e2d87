package org.furwock.jcstress.futex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitResult;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A cancelled future consumes no wake: if the waker had chosen it already, the wake goes on to the
 * next waiter.
 */
@JCStressTest
@Description("Futex: one wake for two futures, of which one is cancelled. (cancelled, other woken)")
@Outcome(id = "false, false", expect = ACCEPTABLE, desc = "The wake was first.")
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Cancelled: the other future got the wake.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "The wake is lost.")
@Outcome(id = "false, true", expect = FORBIDDEN, desc = "One wake woke two.")
@State
public class FutexAsyncCancel {

    private final FutexWord word = FutexWord.allocate();
    private final CompletableFuture<WaitResult> first = Futex.awaitAsync(word, 0);
    private final CompletableFuture<WaitResult> second = Futex.awaitAsync(word, 0);
    private final Meeting meeting = new Meeting();

    @Actor
    public void waker() {
        meeting.meet();
        Pace.dawdle(20);
        Futex.wake(word, 1);
    }

    @Actor
    public void canceller(ZZ_Result result) {
        meeting.meet();
        Pace.dawdle(20);
        result.r1 = cancel(first);
    }

    /** Cancels; returns whether that was before the wake. */
    protected boolean cancel(CompletableFuture<WaitResult> future) {
        return future.cancel(false);
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        result.r2 = second.isDone();
        second.cancel(false); // no other call removes it
    }

    /** Broken twin: checks whether the future was woken, and then cancels it. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class CheckThenCancel extends FutexAsyncCancel {

        @Override
        protected boolean cancel(CompletableFuture<WaitResult> future) {
            boolean waiting = !future.isDone();
            future.cancel(false);
            return waiting;
        }

        @Override
        @Actor
        public void waker() {
            super.waker();
        }

        @Override
        @Actor
        public void canceller(ZZ_Result result) {
            super.canceller(result);
        }

        @Override
        @Arbiter
        public void arbiter(ZZ_Result result) {
            super.arbiter(result);
        }
    }
}
