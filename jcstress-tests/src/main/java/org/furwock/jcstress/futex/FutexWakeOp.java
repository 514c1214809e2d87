package org.furwock.jcstress.futex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WakeOp;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** WAKE_OP changes a word in the kernel. Its change and those of Java code are atomic. */
@JCStressTest
@Description("Futex: WAKE_OP adds to a word while another thread adds to it, and sleeps on it.")
@Outcome(
        id = "2, [01]",
        expect = ACCEPTABLE,
        desc = "Both additions count; woken, or no need to be. Else the watchdog ends.")
@Outcome(expect = FORBIDDEN, desc = "An addition is lost, or the count of woken is too high.")
@State
public class FutexWakeOp {

    private static final WakeOp ADD_AND_WAKE =
            WakeOp.of(WakeOp.Operation.ADD, 1, WakeOp.Comparison.NOT_EQUAL, -1);

    private final FutexWord first = FutexWord.allocate();
    private final FutexWord second = FutexWord.allocate();
    private final Meeting meeting = new Meeting();

    @Actor
    public void waker(II_Result result) {
        meeting.meet();
        Pace.dawdle(100);
        result.r2 = addAndWake(first, second);
    }

    /** Adds 1 to the second word, and wakes at both. Returns the number of woken threads. */
    protected int addAndWake(FutexWord first, FutexWord second) {
        return Futex.wakeOp(first, 1, second, 1, ADD_AND_WAKE);
    }

    @Actor
    public void sleeper() {
        meeting.meet();
        second.getAndAdd(1);
        while (second.get() != 2) {
            Futex.await(second, 1, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE);
        }
    }

    @Arbiter
    public void arbiter(II_Result result) {
        result.r1 = second.get();
    }

    /** Broken twin: reads, writes and wakes in three steps. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class NonAtomicWakeOp extends FutexWakeOp {

        @Override
        protected int addAndWake(FutexWord first, FutexWord second) {
            second.set(second.get() + 1);
            return Futex.wake(second, 1);
        }

        @Override
        @Actor
        public void waker(II_Result result) {
            super.waker(result);
        }

        @Override
        @Actor
        public void sleeper() {
            super.sleeper();
        }

        @Override
        @Arbiter
        public void arbiter(II_Result result) {
            super.arbiter(result);
        }
    }
}
