package org.furwock.jcstress.futex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitAnyResult;
import org.furwock.futex.WaitResult;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIL_Result;

/** One thread sleeps on two words. One of them is woken when the time-out is nearly over. */
@JCStressTest
@Description("Futex: waiting on two words. (which was woken, how many were counted, result)")
@Outcome(id = "0, 1, WOKEN 0", expect = ACCEPTABLE, desc = "Woken at the first.")
@Outcome(id = "1, 1, WOKEN 1", expect = ACCEPTABLE, desc = "Woken at the second.")
@Outcome(id = "[01], 0, TIMED_OUT", expect = ACCEPTABLE, desc = "The wake found no sleeper.")
@Outcome(id = "[01], 0, SPURIOUS", expect = ACCEPTABLE, desc = "Ended early, and reported that.")
@Outcome(expect = FORBIDDEN, desc = "The wakes and the reports do not agree.")
@State
public class FutexAwaitAny {

    private final FutexWord[] words = {FutexWord.allocate(), FutexWord.allocate()};
    private final Meeting meeting = new Meeting();

    @Actor
    public void waker(IIL_Result result) {
        meeting.meet();
        Pace.dawdle(2000);
        int which = ThreadLocalRandom.current().nextInt(2);
        result.r1 = which;
        result.r2 = Futex.wake(words[which], 1);
    }

    @Actor
    public void sleeper(IIL_Result result) {
        meeting.meet();
        Deadline deadline = Deadline.afterNanos(ThreadLocalRandom.current().nextInt(50_000));
        WaitAnyResult end = Futex.awaitAny(words, new int[2], deadline);
        boolean woken = end.result() == WaitResult.WOKEN;
        result.r3 = woken ? "WOKEN " + which(end) : end.result();
    }

    /** The index of the word that was woken. */
    protected int which(WaitAnyResult end) {
        return end.index();
    }

    /** Broken twin: reports the first word, whichever word was woken. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class ReportsFirstWord extends FutexAwaitAny {

        @Override
        protected int which(WaitAnyResult end) {
            return 0;
        }

        @Override
        @Actor
        public void waker(IIL_Result result) {
            super.waker(result);
        }

        @Override
        @Actor
        public void sleeper(IIL_Result result) {
            super.sleeper(result);
        }
    }
}
