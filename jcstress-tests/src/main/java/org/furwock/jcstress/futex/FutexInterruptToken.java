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
import org.openjdk.jcstress.infra.results.ILZ_Result;

/**
 * An interrupt that comes together with a wake must not hide the wake. The sleeper sleeps again
 * after a spurious return. So if the wake found no sleeper, only the interrupt ends the sleep, and
 * a lost interrupt leaves it asleep.
 */
@JCStressTest
@Description("Futex: a wake races an interrupt. (how many the waker counted, result, status left)")
@Outcome(id = "1, WOKEN, true", expect = ACCEPTABLE, desc = "The wake was first.")
@Outcome(id = "0, INTERRUPTED, true", expect = ACCEPTABLE, desc = "The interrupt was first.")
@Outcome(
        id = "1, INTERRUPTED, .*",
        expect = FORBIDDEN,
        desc = "A wake was consumed, and not reported.")
@Outcome(id = ".*, .*, false", expect = FORBIDDEN, desc = "The interrupt status was cleared.")
@Outcome(expect = FORBIDDEN, desc = "Woken without a wake, or a change of value without a change.")
@State
@SuppressWarnings("NullAway.Init") // the actors write the fields
public class FutexInterruptToken {

    private final FutexWord word = FutexWord.allocate();
    private final Meeting meeting = new Meeting();
    private volatile Thread sleeper;
    private volatile boolean interruptSent;

    @Actor
    public void waker(ILZ_Result result) {
        meeting.meet();
        Pace.dawdle(400);
        if (ThreadLocalRandom.current().nextBoolean()) {
            interrupt();
            result.r1 = Futex.wake(word, 1);
        } else {
            result.r1 = Futex.wake(word, 1);
            interrupt();
        }
    }

    private void interrupt() {
        sleeper.interrupt();
        interruptSent = true;
    }

    @Actor
    public void sleeper(ILZ_Result result) {
        sleeper = Thread.currentThread();
        meeting.meet();
        WaitResult end;
        do {
            end = await(word);
        } while (end == WaitResult.SPURIOUS);
        result.r2 = end;
        Pace.until(() -> interruptSent);
        result.r3 = Thread.interrupted();
    }

    protected WaitResult await(FutexWord word) {
        return Futex.await(word, 0, Deadline.NEVER, WaitOptions.INTERRUPTIBLE);
    }

    /** Broken twin: a sleeper that was woken reports its interrupt status. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class InterruptHidesWake extends FutexInterruptToken {

        @Override
        protected WaitResult await(FutexWord word) {
            WaitResult result = super.await(word);
            return Thread.currentThread().isInterrupted() ? WaitResult.INTERRUPTED : result;
        }

        @Override
        @Actor
        public void waker(ILZ_Result result) {
            super.waker(result);
        }

        @Override
        @Actor
        public void sleeper(ILZ_Result result) {
            super.sleeper(result);
        }
    }
}
