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
import org.openjdk.jcstress.infra.results.IIL_Result;

/** Moves a waiter to another word and wakes it there, as a condition does. */
@JCStressTest
@Description("Futex: requeue and wake race a time-out. (moved, woken at the new word, result)")
@Outcome(id = "1, 1, WOKEN", expect = ACCEPTABLE, desc = "Moved, and woken at the new word.")
@Outcome(id = "0, 0, TIMED_OUT", expect = ACCEPTABLE, desc = "There was no sleeper to move.")
@Outcome(id = "1, 0, TIMED_OUT", expect = ACCEPTABLE, desc = "Moved, and timed out there.")
@Outcome(id = ".*, 0, SPURIOUS", expect = ACCEPTABLE, desc = "Ended early, and reported that.")
@Outcome(id = ".*, 1, .*", expect = FORBIDDEN, desc = "A wake was consumed, and not reported.")
@Outcome(expect = FORBIDDEN, desc = "Woken without a wake, or a change of value without a change.")
@State
public class FutexRequeue {

    private final FutexWord from = FutexWord.allocate();
    private final FutexWord to = FutexWord.allocate();
    private final Meeting meeting = new Meeting();

    @Actor
    public void mover(IIL_Result result) {
        meeting.meet();
        Pace.dawdle(2000);
        result.r1 = Futex.cmpRequeue(from, 0, to, 0, 1).requeued();
        Pace.dawdle(200);
        result.r2 = Futex.wake(to, 1);
    }

    @Actor
    public void sleeper(IIL_Result result) {
        meeting.meet();
        boolean interruptible = ThreadLocalRandom.current().nextBoolean(); // two ways to sleep
        Deadline deadline = Deadline.ofTimeout(ThreadLocalRandom.current().nextInt(50_000));
        result.r3 = await(from, interruptible, deadline);
    }

    protected WaitResult await(FutexWord word, boolean interruptible, Deadline deadline) {
        return Futex.await(word, 0, deadline, WaitOptions.of(interruptible));
    }

    /** Broken twin: a sleeper that was requeued and woken after its deadline reports a time-out. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class ChecksClockAfterWake extends FutexRequeue {

        @Override
        protected WaitResult await(FutexWord word, boolean interruptible, Deadline deadline) {
            WaitResult result = super.await(word, interruptible, deadline);
            return deadline.isOver() ? WaitResult.TIMED_OUT : result;
        }

        @Override
        @Actor
        public void mover(IIL_Result result) {
            super.mover(result);
        }

        @Override
        @Actor
        public void sleeper(IIL_Result result) {
            super.sleeper(result);
        }
    }
}
