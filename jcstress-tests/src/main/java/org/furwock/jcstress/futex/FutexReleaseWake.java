package org.furwock.jcstress.futex;

import static java.util.Objects.requireNonNull;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitResult;
import org.furwock.jcstress.BrokenTwin;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;

/** A wake has a fence of its own: a release write before it is enough. */
@JCStressTest
@Description("Futex: a release write and a wake while a future begins to wait. (counted, result)")
@Outcome(id = "1, WOKEN", expect = ACCEPTABLE, desc = "The future waited, and was woken.")
@Outcome(id = "0, VALUE_CHANGED", expect = ACCEPTABLE, desc = "The future came after the change.")
@Outcome(expect = FORBIDDEN, desc = "The wake found no waiter, and the waiter saw no change.")
@State
public class FutexReleaseWake {

    private final FutexWord word = FutexWord.allocate();
    private @Nullable CompletableFuture<WaitResult> future;

    @Actor
    public void waker(IL_Result result) {
        result.r1 = give(word);
    }

    /** Changes the word and wakes; returns the number of woken waiters. */
    protected int give(FutexWord word) {
        word.setRelease(1);
        return Futex.wake(word, 1);
    }

    @Actor
    public void waiter() {
        future = Futex.awaitAsync(word, 0);
    }

    @Arbiter
    public void arbiter(IL_Result result) {
        result.r2 = requireNonNull(future).getNow(null);
    }

    /** Broken twin: wakes before it changes the word. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class WakeBeforeStore extends FutexReleaseWake {

        @Override
        protected int give(FutexWord word) {
            int woken = Futex.wake(word, 1);
            word.setRelease(1);
            return woken;
        }

        @Override
        @Actor
        public void waker(IL_Result result) {
            super.waker(result);
        }

        @Override
        @Actor
        public void waiter() {
            super.waiter();
        }

        @Override
        @Arbiter
        public void arbiter(IL_Result result) {
            super.arbiter(result);
        }
    }
}
