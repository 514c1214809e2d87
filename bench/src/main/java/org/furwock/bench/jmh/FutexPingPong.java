package org.furwock.bench.jmh;

import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Control;

/**
 * Two threads hand a word to each other: each waits until it is its turn, makes it the other's, and
 * wakes the other. An operation is a round trip: two wake-ups.
 *
 * <p>A thread does not wait any more once JMH has ended its measurement, and JMH lets it go on
 * until the other's has ended too; so the last one is never left alone in its sleep.
 */
@State(Scope.Group)
public class FutexPingPong extends ForkedBenchmark {

    private static final int PING = 0;
    private static final int PONG = 1;

    private final FutexWord turn = FutexWord.allocate();

    /** Waits for its turn and gives it to {@link #pong}. */
    @Benchmark
    @Group("roundTrip")
    public void ping(Control control) {
        pass(PING, PONG, control);
    }

    /** Waits for its turn and gives it to {@link #ping}. */
    @Benchmark
    @Group("roundTrip")
    public void pong(Control control) {
        pass(PONG, PING, control);
    }

    private void pass(int mine, int other, Control control) {
        while (turn.get() != mine && !control.stopMeasurement) {
            Futex.awaitUninterruptibly(turn, other);
        }
        turn.set(other);
        Futex.wake(turn, 1);
    }
}
