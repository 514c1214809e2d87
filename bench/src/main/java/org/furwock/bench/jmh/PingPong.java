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
 * Two threads pass the turn to each other. Each waits for its turn, gives the turn to the other
 * thread and wakes it. An operation is a round trip: two wake-ups.
 *
 * <p>No thread starts to wait after JMH has ended its measurement, and JMH lets it continue until
 * the measurement of the other has ended too. So no thread is left asleep.
 */
@State(Scope.Group)
public abstract class PingPong extends ForkedBenchmark {

    /** The thread that begins. */
    protected static final int PING = 0;

    /** The other thread. */
    protected static final int PONG = 1;

    private final RoundTrips roundTrips = new RoundTrips();

    /** For subclasses. */
    protected PingPong() {}

    /** Waits for the turn, if the measurement has not ended, and gives it to the other thread. */
    protected abstract void pass(int mine, int other, Control control);

    /** The time between two iterations does not count as a round trip. */
    @Setup(Level.Iteration)
    public void forgetPause() {
        roundTrips.begin();
    }

    /** Keeps the round trips of this iteration. */
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
