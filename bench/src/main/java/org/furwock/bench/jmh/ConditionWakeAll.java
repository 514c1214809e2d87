package org.furwock.bench.jmh;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** They wait on a condition: {@code signalAll}, and each has had the lock once more. */
@State(Scope.Benchmark)
public class ConditionWakeAll extends WakeAll {

    /** Which lock. */
    @Param({"MUTEX", "FUTEX_REENTRANT_LOCK", "REENTRANT_LOCK"})
    public LockKind kind;

    @Override
    protected Bed createBed() {
        return new Night(kind.create());
    }

    private static final class Night implements Bed {

        private final Lock lock;
        private final Condition morning;
        private long day;

        Night(Lock lock) {
            this.lock = lock;
            this.morning = lock.newCondition();
        }

        @Override
        public void sleep(Runnable bound) throws InterruptedException {
            lock.lock();
            try {
                long today = day;
                bound.run();
                while (day == today) {
                    morning.await();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void wakeAll() {
            lock.lock();
            try {
                day++;
                morning.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
