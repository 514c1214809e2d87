package org.furwock.bench.jmh;

import java.util.concurrent.BrokenBarrierException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Threads meet at a barrier repeatedly. JMH's thread is one of the parties. An operation is one
 * meeting.
 */
@State(Scope.Benchmark)
public class BarrierRound extends ForkedBenchmark {

    /** Which barrier. */
    @Param public BarrierKind kind;

    /** The number of threads. */
    @Param("2")
    public int parties;

    private BarrierKind.Meeting barrier;
    private Crew others;
    private long meetings;

    /** One barrier for all threads. */
    @Setup
    public void create() throws InterruptedException {
        barrier = kind.create(parties);
        others = new Crew(parties - 1, barrier::await);
    }

    /** The last meeting. */
    @TearDown
    public void part() throws InterruptedException, BrokenBarrierException {
        others.endAfter(meetings);
        barrier.await();
        others.join();
    }

    /** Waits for the others. */
    @Benchmark
    public void meet() throws InterruptedException, BrokenBarrierException {
        meetings++;
        barrier.await();
    }
}
