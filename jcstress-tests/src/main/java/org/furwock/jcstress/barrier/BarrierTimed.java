package org.furwock.jcstress.barrier;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.furwock.sync.Barrier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLZ_Result;

/** The generation is complete for both threads, or broken for both. */
@JCStressTest
@Description(
        "Barrier: the second arrival races the first one's time-out. (ends, broken afterwards)")
@Outcome(id = "0, 1, false", expect = ACCEPTABLE, desc = "In time.")
@Outcome(id = "1, 0, false", expect = ACCEPTABLE, desc = "In time, in the other order.")
@Outcome(id = "BROKEN, TIMED_OUT, true", expect = ACCEPTABLE, desc = "Too late, for both.")
@Outcome(expect = FORBIDDEN, desc = "One thread passed, and the other did not.")
@State
public class BarrierTimed {

    private static final int MAX_TURNS = 2500;
    private static final int MAX_WAIT_NANOS = 50_000;

    private final Barrier barrier = new Barrier(2);
    private final Meeting meeting = new Meeting();

    @Actor
    public void untimed(LLZ_Result result) {
        meeting.meet();
        Pace.dawdle(MAX_TURNS);
        try {
            result.r1 = barrier.await();
        } catch (BrokenBarrierException e) {
            result.r1 = "BROKEN";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Actor
    public void timed(LLZ_Result result) {
        meeting.meet();
        long nanos = 1L + ThreadLocalRandom.current().nextInt(MAX_WAIT_NANOS);
        try {
            result.r2 = barrier.await(nanos, TimeUnit.NANOSECONDS);
        } catch (BrokenBarrierException e) {
            result.r2 = "BROKEN";
        } catch (TimeoutException e) {
            result.r2 = "TIMED_OUT";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Arbiter
    public void arbiter(LLZ_Result result) {
        result.r3 = barrier.isBroken();
    }
}
