package org.furwock.bench.jmh;

import org.furwock.drepper.Condition2;
import org.furwock.drepper.Condition3;
import org.furwock.drepper.Mutex3;
import org.furwock.drepper.PaperCondition;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A broadcast of the ladder's condition variables, until each waiter has had the mutex once. */
@State(Scope.Benchmark)
public class LadderBroadcast extends WakeAll {

    /** The condition variables of the ladder that lose no signal. */
    public enum Step {
        /** Wakes all waiters while the mutex is held. */
        CONDITION_2,
        /** Moves all waiters to the mutex. */
        CONDITION_3
    }

    /** Which step. */
    @Param public Step step;

    @Override
    protected WaitPoint createWaitPoint() {
        Mutex3 mutex = new Mutex3();
        return new Generation(
                mutex,
                switch (step) {
                    case CONDITION_2 -> new Condition2(mutex);
                    case CONDITION_3 -> new Condition3(mutex);
                });
    }

    private static final class Generation implements WaitPoint {

        private final Mutex3 mutex;
        private final PaperCondition condition;
        private long generation;

        Generation(Mutex3 mutex, PaperCondition condition) {
            this.mutex = mutex;
            this.condition = condition;
        }

        @Override
        public void sleep(Runnable bound) {
            mutex.lock();
            try {
                long mine = generation;
                bound.run();
                while (generation == mine) {
                    condition.await();
                }
            } finally {
                mutex.unlock();
            }
        }

        @Override
        public void wakeAll() {
            mutex.lock();
            try {
                generation++;
                condition.signalAll();
            } finally {
                mutex.unlock();
            }
        }
    }
}
