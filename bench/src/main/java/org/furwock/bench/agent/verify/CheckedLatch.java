package org.furwock.bench.agent.verify;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.furwock.sync.Latch;

/** A {@link Latch} with a check of its contract: no thread passes before the last count. */
public class CheckedLatch extends Latch {

    /** Never more than the latch's count: lowered before it. */
    private final AtomicLong left;

    /** A latch that opens after a number of counts. */
    public CheckedLatch(int count) {
        super(count);
        left = new AtomicLong(count);
    }

    @Override
    public void await() throws InterruptedException {
        super.await();
        noted(true);
    }

    @Override
    public boolean await(long timeout, TimeUnit unit) throws InterruptedException {
        return noted(super.await(timeout, unit));
    }

    private boolean noted(boolean passed) {
        if (passed && left.get() > 0) {
            Violations.add(this, "was passed with " + left.get() + " counts left");
        }
        return passed;
    }

    @Override
    public void countDown() {
        left.decrementAndGet();
        super.countDown();
    }
}
