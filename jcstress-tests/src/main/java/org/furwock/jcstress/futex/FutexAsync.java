package org.furwock.jcstress.futex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;

/** A future waits like a thread: it follows the same protocol, and a wake is a token for it. */
@JCStressTest
@Description("Futex: a word is changed and woken while a future begins to wait. (counted, result)")
@Outcome(id = "1, WOKEN", expect = ACCEPTABLE, desc = "The future waited, and was woken.")
@Outcome(id = "0, VALUE_CHANGED", expect = ACCEPTABLE, desc = "The future came after the change.")
@Outcome(expect = FORBIDDEN, desc = "The count and the result disagree.")
@State
public class FutexAsync {

    private final FutexWord word = FutexWord.allocate();
    private final Meeting meeting = new Meeting();

    @Actor
    public void waker(IL_Result result) {
        meeting.meet();
        Pace.dawdle(20);
        result.r1 = give(word);
    }

    /** Changes the word and wakes; returns the number of woken waiters. */
    protected int give(FutexWord word) {
        word.set(1);
        return Futex.wake(word, 1);
    }

    @Actor
    public void waiter(IL_Result result) {
        meeting.meet();
        result.r2 = Futex.awaitAsync(word, 0).join();
    }

    /**
     * Broken twin: wakes before it changes the word. A future that begins to wait in between is
     * lost.
     */
    @BrokenTwin
    @JCStressTest
    @State
    public static class WakeBeforeStore extends FutexAsync {

        @Override
        protected int give(FutexWord word) {
            int woken = Futex.wake(word, 1);
            word.set(1);
            return woken;
        }

        @Override
        @Actor
        public void waker(IL_Result result) {
            super.waker(result);
        }

        @Override
        @Actor
        public void waiter(IL_Result result) {
            super.waiter(result);
        }
    }
}
