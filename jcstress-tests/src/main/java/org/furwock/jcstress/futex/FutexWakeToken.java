package org.furwock.jcstress.futex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;

/** A wake is a token: if the waker counts it and the sleeper does not report it, it is lost. */
@JCStressTest
@Description("Futex: a wake races a time-out. (how many the waker counted, the sleeper's result)")
@Outcome(id = "1, WOKEN", expect = ACCEPTABLE, desc = "The wake was used.")
@Outcome(id = "0, TIMED_OUT", expect = ACCEPTABLE, desc = "The wake found no sleeper.")
@Outcome(id = "0, SPURIOUS", expect = ACCEPTABLE, desc = "Ended early, and reported that.")
@Outcome(id = "1, .*", expect = FORBIDDEN, desc = "The wake was consumed, and not reported.")
@Outcome(expect = FORBIDDEN, desc = "Woken without a wake, or a change of value without a change.")
@State
public class FutexWakeToken {

    private final FutexWord word = FutexWord.allocate();
    private final Meeting meeting = new Meeting();

    @Actor
    public void waker(IL_Result result) {
        meeting.meet();
        Pace.dawdle(2500);
        result.r1 = Futex.wake(word, 1);
    }

    @Actor
    public void sleeper(IL_Result result) {
        meeting.meet();
        boolean interruptible = ThreadLocalRandom.current().nextBoolean(); // two ways to sleep
        Deadline deadline = Deadline.ofTimeout(ThreadLocalRandom.current().nextInt(50_000));
        result.r2 = await(word, interruptible, deadline);
    }

    protected WaitResult await(FutexWord word, boolean interruptible, Deadline deadline) {
        return Futex.await(word, 0, deadline, WaitOptions.of(interruptible));
    }

    /** Broken twin: a sleeper that was woken after its deadline reports a time-out. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class ChecksClockAfterWake extends FutexWakeToken {

        @Override
        protected WaitResult await(FutexWord word, boolean interruptible, Deadline deadline) {
            WaitResult result = super.await(word, interruptible, deadline);
            return deadline.isOver() ? WaitResult.TIMED_OUT : result;
        }

        @Override
        @Actor
        public void waker(IL_Result result) {
            super.waker(result);
        }

        @Override
        @Actor
        public void sleeper(IL_Result result) {
            super.sleeper(result);
        }
    }
}
