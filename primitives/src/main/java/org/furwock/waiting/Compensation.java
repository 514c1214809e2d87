package org.furwock.waiting;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.furwock.futex.WaitResult;
import org.jspecify.annotations.Nullable;

/**
 * A sleep during which a fork-join pool replaces its worker. Without that, a pool makes no progress
 * if all its workers wait for a task that is still queued. The JDK's classes compensate in {@code
 * Condition.await} without a time limit, and so in {@code CyclicBarrier.await}. The classes of this
 * library do so in the same methods.
 */
public final class Compensation {

    private Compensation() {}

    /** Whether the calling thread belongs to a fork-join pool. */
    public static boolean isDue() {
        return Thread.currentThread() instanceof ForkJoinWorkerThread;
    }

    /**
     * Sleeps once; the pool may run or start another thread meanwhile.
     *
     * @param sleep the sleep; runs once, on the calling thread
     * @return what the sleep returned
     * @throws OutOfMemoryError if the pool cannot start a thread; the caller has not slept then
     */
    public static WaitResult sleep(Supplier<WaitResult> sleep) {
        Blocker blocker = new Blocker(sleep);
        try {
            ForkJoinPool.managedBlock(blocker);
        } catch (RejectedExecutionException e) { // the pool must not start more threads
            blocker.block();
        } catch (InterruptedException e) {
            throw new AssertionError("the blocker does not throw", e);
        }
        return blocker.result();
    }

    private static final class Blocker implements ForkJoinPool.ManagedBlocker {

        private final Supplier<WaitResult> sleep;
        private @Nullable WaitResult result;

        private Blocker(Supplier<WaitResult> sleep) {
            this.sleep = sleep;
        }

        @Override
        public boolean block() {
            if (result == null) {
                result = sleep.get();
            }
            return true;
        }

        @Override
        public boolean isReleasable() {
            return result != null;
        }

        private WaitResult result() {
            if (result == null) {
                throw new AssertionError("the pool has not let the thread sleep");
            }
            return result;
        }
    }
}
