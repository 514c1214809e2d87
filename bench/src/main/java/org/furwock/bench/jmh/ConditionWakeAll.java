package org.furwock.bench.jmh;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The sleepers wait on a condition. An operation is a {@code signalAll}, until each sleeper has
 * reacquired the lock.
 */
@State(Scope.Benchmark)
public class ConditionWakeAll extends WakeAll {

    /** Which lock. */
    @Param({"MUTEX", "FUTEX_REENTRANT_LOCK", "REENTRANT_LOCK"})
    public LockKind kind;

    @Override
    protected WaitPoint createWaitPoint() {
        return new ConditionWaitPoint(kind.create());
    }

    private static final class ConditionWaitPoint implements WaitPoint {

        private final Lock lock;
        private final Condition awake;
        private long generation;

        ConditionWaitPoint(Lock lock) {
            this.lock = lock;
            this.awake = lock.newCondition();
        }

        @Override
        public void sleep(Runnable bound) throws InterruptedException {
            lock.lock();
            try {
                long mine = generation;
                bound.run();
                while (generation == mine) {
                    awake.await();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void wakeAll() {
            lock.lock();
            try {
                generation++;
                awake.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
