package org.furwock.jcstress.broken;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;

/**
 * BROKEN: a barrier for two that counts arrivals and starts again at 0: a fast thread comes round
 * and is counted before a slow one has seen that its own round was complete.
 */
final class BarrierWithoutGeneration {

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
                Futex.await(arrived, seen, Futex.MATCH_ANY, false, Deadline.NEVER_NANOS, this);
                seen = arrived.get();
            }
        }
        return before;
    }
}
