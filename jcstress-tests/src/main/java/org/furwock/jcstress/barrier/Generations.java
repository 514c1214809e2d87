package org.furwock.jcstress.barrier;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.BrokenBarrierException;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Outcome;

/** Scenario: two threads come to a barrier three times, each as fast as it can. */
@Description("Barrier: what one writes before each of three rounds, the other sees after it.")
@Outcome(id = "6, 6", expect = ACCEPTABLE, desc = "1 + 2 + 3 each. Else the watchdog ends the run.")
@Outcome(expect = FORBIDDEN, desc = "A thread was let through before the other had come.")
public abstract class Generations {

    /** A barrier for two. */
    @FunctionalInterface
    protected interface Rounds {

        /** Waits for the other. */
        int await() throws InterruptedException, BrokenBarrierException;
    }

    private final Rounds barrier;
    private final int[] written1 = new int[3];
    private final int[] written2 = new int[3];

    protected Generations(Rounds barrier) {
        this.barrier = barrier;
    }

    protected final int first() {
        return run(written1, written2);
    }

    protected final int second() {
        return run(written2, written1);
    }

    private int run(int[] mine, int[] others) {
        int sum = 0;
        try {
            for (int round = 0; round < mine.length; round++) {
                Pace.dawdle(150); // now and then long enough to let the other one sleep
                mine[round] = round + 1;
                barrier.await();
                sum += others[round];
            }
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
        return sum;
    }
}
