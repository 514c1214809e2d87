package org.furwock.jcstress.soak;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.furwock.futex.FutexWord;
import org.furwock.sync.Barrier;

/**
 * A barrier that is broken and reset many times. A trip releases all parties or none. No trip
 * happens without each party. So when a party returns, its own count of trips equals the barrier's.
 */
final class BarrierWork implements Work {

    private final FutexWord word = FutexWord.allocate();
    private final Barrier barrier;

    /** Each party's mark: the number of its next trip, written before it arrives. */
    private final long[] marks;

    private long trips;

    BarrierWork(int workers) {
        barrier = new Barrier(workers, this::trip, word);
        marks = new long[workers];
    }

    private void trip() {
        trips++;
        for (long mark : marks) {
            Loss.unlessEqual(trips, mark, "a party's mark in the action");
        }
    }

    @Override
    public void round(Worker me) throws InterruptedException {
        long before = trips;
        marks[me.number()] = before + 1;
        if (barrier.isBroken()) {
            barrier.reset();
        }
        boolean passed = false;
        try {
            long limit = me.limitNanos();
            int index = limit == 0 ? barrier.await() : barrier.await(limit, TimeUnit.NANOSECONDS);
            passed = true;
            Loss.unless(index >= 0 && index < marks.length, "arrived as number " + index);
            me.done();
        } catch (TimeoutException e) {
            me.inTime(false);
        } catch (BrokenBarrierException e) {
            // Another party gave up, or the run is over.
        } finally {
            Loss.unlessEqual(passed ? before + 1 : before, trips, "trips when a party returned");
        }
    }

    @Override
    public boolean isAtRest(int[] inside) {
        return barrier.getNumberWaiting() == inside.length;
    }

    @Override
    public void letGo() {
        barrier.reset();
    }

    @Override
    public List<FutexWord> words() {
        return List.of(word);
    }

    @Override
    public String toString() {
        return "Barrier with " + barrier.getNumberWaiting() + " waiting after " + trips + " trips";
    }
}
