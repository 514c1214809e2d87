package org.furwock.bench.jmh;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Control;

/** A lock guards the turn. Each thread waits for its turn on a condition of that lock. */
@State(Scope.Group)
public class ConditionPingPong extends PingPong {

    /** Which lock. */
    @Param({"MUTEX", "FUTEX_REENTRANT_LOCK", "REENTRANT_LOCK"})
    public LockKind kind;

    private Lock lock;
    private Condition pingsTurn;
    private Condition pongsTurn;
    private int turn = PING;

    /** One lock, two conditions. */
    @Setup
    public void create() {
        lock = kind.create();
        pingsTurn = lock.newCondition();
        pongsTurn = lock.newCondition();
    }

    @Override
    protected void pass(int mine, int other, Control control) {
        lock.lock();
        try {
            while (turn != mine && !control.stopMeasurement) {
                (mine == PING ? pingsTurn : pongsTurn).awaitUninterruptibly();
            }
            turn = other;
            (mine == PING ? pongsTurn : pingsTurn).signal();
        } finally {
            lock.unlock();
        }
    }
}
