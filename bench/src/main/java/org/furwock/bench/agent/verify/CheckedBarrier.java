package org.furwock.bench.agent.verify;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.furwock.sync.Barrier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Barrier} with a check of its contract: each generation takes one arrival of each party
 * and returns each index once. So the n-th return of an index needs n times as many arrivals as
 * parties.
 */
public class CheckedBarrier extends Barrier {

    private final int[] returns;
    private long arrivals;

    /** A barrier for a number of parties. */
    public CheckedBarrier(int parties) {
        this(parties, null);
    }

    /** A barrier for a number of parties, with an action that the last arrival runs. */
    public CheckedBarrier(int parties, @Nullable Runnable barrierAction) {
        super(parties, barrierAction);
        returns = new int[parties];
    }

    @Override
    public int await() throws InterruptedException, BrokenBarrierException {
        arrive();
        return passed(super.await());
    }

    @Override
    public int await(long timeout, TimeUnit unit)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        arrive();
        return passed(super.await(timeout, unit));
    }

    private synchronized void arrive() {
        arrivals++;
    }

    private synchronized int passed(int index) {
        returns[index]++;
        if ((long) returns[index] * returns.length > arrivals) {
            Violations.add(
                    this,
                    "gave index "
                            + index
                            + " "
                            + returns[index]
                            + " times after "
                            + arrivals
                            + " arrivals of "
                            + returns.length
                            + " parties");
        }
        return index;
    }
}
