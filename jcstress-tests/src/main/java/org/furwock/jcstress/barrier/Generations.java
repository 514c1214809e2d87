package org.furwock.jcstress.barrier;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.BrokenBarrierException;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Scenario: two threads meet at a barrier three times, each as fast as it can. */
@Description("Barrier: each thread sees what the other wrote before each of three rounds.")
@Outcome(id = "6, 6", expect = ACCEPTABLE, desc = "1 + 2 + 3 each. Else the watchdog ends the run.")
@Outcome(expect = FORBIDDEN, desc = "A thread passed before the other one had arrived.")
public abstract class Generations {

    /** A barrier for two. */
    @FunctionalInterface
    protected interface Rounds {

        /** Waits for the other thread. */
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

    /** Broken twin: must be found. See {@link NoGeneration}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class WithoutGeneration extends Generations {

        public WithoutGeneration() {
            super(new NoGeneration()::await);
        }

        @Actor
        public void actor1(II_Result result) {
            result.r1 = first();
        }

        @Actor
        public void actor2(II_Result result) {
            result.r2 = second();
        }
    }

    /**
     * Broken twin: a barrier for two that counts arrivals and starts again at 0. A fast thread
     * arrives again and is counted before a slow one has seen that its own round was complete.
     */
    private static final class NoGeneration {

        private static final int PARTIES = 2;

        private final FutexWord arrived = FutexWord.allocate();

        int await() {
            int before = arrived.getAndAdd(1);
            if (before + 1 == PARTIES) {
                arrived.set(0);
                Futex.wakeAll(arrived);
            } else {
                int seen = arrived.get();
                while (seen != 0) {
                    Futex.await(arrived, seen, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE, this);
                    seen = arrived.get();
                }
            }
            return before;
        }
    }
}
