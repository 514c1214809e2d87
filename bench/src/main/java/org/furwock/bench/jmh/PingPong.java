package org.furwock.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Control;

/**
 * Two threads hand the turn to each other: each waits until it is its turn, makes it the other's,
 * and wakes the other. An operation is a round trip: two wake-ups.
 *
 * <p>A thread does not wait any more once JMH has ended its measurement, and JMH lets it go on
 * until the other's has ended too; so the last one is never left alone in its sleep.
 */
@State(Scope.Group)
public abstract class PingPong extends ForkedBenchmark {

    /** The one that begins. */
    protected static final int PING = 0;

    /** The other. */
    protected static final int PONG = 1;

    private final RoundTrips roundTrips = new RoundTrips();

    /** For subclasses. */
    protected PingPong() {}

    /** Waits for its turn, if it may wait, and gives it to the other. */
    protected abstract void pass(int mine, int other, Control control);

    /** The time between two iterations is no round trip. */
    @Setup(Level.Iteration)
    public void forgetPause() {
        roundTrips.begin();
    }

    /** Keeps what was measured in this iteration. */
    @TearDown(Level.Iteration)
    public void keepRoundTrips() {
        roundTrips.end();
    }

    /** Waits for its turn and gives it to {@link #pong}. */
    @Benchmark
    @Group("roundTrip")
    public void ping(Control control) {
        pass(PING, PONG, control);
        if (!control.stopMeasurement) {
            roundTrips.completed();
        }
    }

    /** Waits for its turn and gives it to {@link #ping}. */
    @Benchmark
    @Group("roundTrip")
    public void pong(Control control) {
        pass(PONG, PING, control);
    }
}
