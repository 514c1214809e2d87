package org.furwock.bench.jmh;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Control;

/** The turn is a futex word: the shortest path, and the same as in C. */
@State(Scope.Group)
public class FutexPingPong extends PingPong {

    private final FutexWord turn = FutexWord.allocate();

    @Override
    protected void pass(int mine, int other, Control control) {
        while (turn.get() != mine && !control.stopMeasurement) {
            Futex.await(turn, other, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE);
        }
        turn.set(other);
        Futex.wake(turn, 1);
    }
}
