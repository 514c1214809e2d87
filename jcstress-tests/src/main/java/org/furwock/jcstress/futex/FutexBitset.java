package org.furwock.jcstress.futex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIL_Result;

/** Bits distinguish readers and writers at one word: a wake must reach only its own kind. */
@JCStressTest
@Description("Futex: bitset wakes. (counted for another bit, counted for its bit, result)")
@Outcome(id = "0, 1, WOKEN", expect = ACCEPTABLE, desc = "Woken by its own bit.")
@Outcome(id = "0, 0, TIMED_OUT", expect = ACCEPTABLE, desc = "Both wakes found no sleeper.")
@Outcome(id = "0, 0, SPURIOUS", expect = ACCEPTABLE, desc = "Ended early, and reported that.")
@Outcome(id = "1, .*, .*", expect = FORBIDDEN, desc = "Woken by a bit that it does not wait for.")
@Outcome(expect = FORBIDDEN, desc = "The counts and the report do not agree.")
@State
public class FutexBitset {

    private static final int MINE = 0b01;
    private static final int OTHERS = 0b10;

    private final FutexWord word = FutexWord.allocate();
    private final Meeting meeting = new Meeting();

    @Actor
    public void waker(IIL_Result result) {
        meeting.meet();
        Pace.dawdle(2000);
        result.r1 = wake(word, OTHERS);
        result.r2 = wake(word, MINE);
    }

    protected int wake(FutexWord word, int bits) {
        return Futex.wakeBitset(word, 1, bits);
    }

    @Actor
    public void sleeper(IIL_Result result) {
        meeting.meet();
        Deadline deadline = Deadline.ofTimeout(ThreadLocalRandom.current().nextInt(50_000));
        result.r3 = Futex.await(word, 0, deadline, WaitOptions.UNINTERRUPTIBLE.withBitset(MINE));
    }

    /** Broken twin: a wake for some bits wakes a sleeper with other bits. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class IgnoresBitset extends FutexBitset {

        @Override
        protected int wake(FutexWord word, int bits) {
            return Futex.wake(word, 1);
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
