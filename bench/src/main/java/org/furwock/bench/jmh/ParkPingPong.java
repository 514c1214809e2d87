package org.furwock.bench.jmh;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Control;

/** {@link FutexPingPong} with {@link LockSupport}: park for the wait, unpark for the wake. */
@State(Scope.Group)
public class ParkPingPong extends ForkedBenchmark {

    private static final int PING = 0;
    private static final int PONG = 1;

    private volatile int turn = PING;
    private volatile @Nullable Thread pinger;
    private volatile @Nullable Thread ponger;

    /** Waits for its turn and gives it to {@link #pong}. */
    @Benchmark
    @Group("roundTrip")
    public void ping(Control control) {
        if (pinger != Thread.currentThread()) {
            pinger = Thread.currentThread();
        }
        awaitTurn(PING, control);
        turn = PONG;
        // Who is not known yet has not looked at the turn yet either, and will not park.
        LockSupport.unpark(ponger);
    }

    /** Waits for its turn and gives it to {@link #ping}. */
    @Benchmark
    @Group("roundTrip")
    public void pong(Control control) {
        if (ponger != Thread.currentThread()) {
            ponger = Thread.currentThread();
        }
        awaitTurn(PONG, control);
        turn = PING;
        LockSupport.unpark(pinger);
    }

    private void awaitTurn(int mine, Control control) {
        while (turn != mine && !control.stopMeasurement) {
            LockSupport.park(this);
        }
    }
}
