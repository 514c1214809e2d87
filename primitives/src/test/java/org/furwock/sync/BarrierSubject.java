package org.furwock.sync;

import static java.util.concurrent.TimeUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.furwock.futex.FutexWord;
import org.furwock.futex.TestThreads.Task;
import org.jspecify.annotations.Nullable;

/** A barrier under test, the JDK's or ours, and threads that wait at it. */
final class BarrierSubject {

    private BarrierSubject() {}

    /** The methods of both. */
    interface AnyBarrier {
        int await() throws InterruptedException, BrokenBarrierException;

        int await(long timeout, TimeUnit unit)
                throws InterruptedException, BrokenBarrierException, TimeoutException;

        int getParties();

        boolean isBroken();

        void reset();

        int getNumberWaiting();
    }

    static AnyBarrier barrier(DropIn on, int parties) {
        return barrier(on, parties, null);
    }

    static AnyBarrier barrier(DropIn on, int parties, @Nullable Runnable action) {
        return barrier(on, parties, action, on.given(1));
    }

    static AnyBarrier barrier(
            DropIn on, int parties, @Nullable Runnable action, FutexWord[] given) {
        if (on.isOfProcesses()) {
            return on.make(AnyBarrier.class, Barrier.class, parties, action, given[0]);
        }
        Object barrier;
        if (on.isJdk()) {
            barrier = new CyclicBarrier(parties, action);
        } else if (given.length == 0) {
            barrier = action == null ? new Barrier(parties) : new Barrier(parties, action);
        } else {
            barrier = new Barrier(parties, action, given[0]);
        }
        return Duck.as(AnyBarrier.class, barrier);
    }

    /**
     * A number of waiting threads. Each ends with its index, or with the class of its exception.
     */
    static List<Task<Object>> waiting(DropIn on, AnyBarrier barrier, int count) {
        List<Task<Object>> tasks = on.blocked(count, i -> on.outcome(barrier::await));
        assertThat(barrier.getNumberWaiting()).isEqualTo(count);
        return tasks;
    }

    static void assertAllBroken(List<Task<Object>> tasks) {
        assertThat(tasks).allMatch(task -> task.get() == BrokenBarrierException.class);
    }

    static void assertBroken(AnyBarrier barrier) {
        assertThat(barrier.isBroken()).isTrue();
        assertThat(barrier.getNumberWaiting()).isZero();
        assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class);
        assertThatThrownBy(() -> barrier.await(1, DAYS)).isInstanceOf(BrokenBarrierException.class);
    }

    /** Asserts that a barrier for three works repeatedly. */
    static void assertTrips(DropIn on, AnyBarrier barrier) throws Exception {
        assertThat(barrier.isBroken()).isFalse();
        for (int i = 0; i < 3; i++) {
            List<Task<Object>> tasks = waiting(on, barrier, 2);
            assertThat(barrier.await()).isZero();
            assertThat(tasks.stream().map(Task::get)).containsExactly(2, 1);
            assertThat(barrier.getNumberWaiting()).isZero();
        }
    }
}
