package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.Condition;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.watch.WaitTable;
import org.junit.jupiter.api.Test;

/** A contended acquisition allocates one object, and so does a wait on a condition. */
@HangBound
class ContendedAllocationTest {

    private static final int WARM_UP = 50;
    private static final int ROUNDS = 300;

    /** A {@link Waiter} with some room for other layouts of objects; the next object is beyond. */
    private static final double ONE_WAITER = 112;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final FutexReentrantLock lock = new FutexReentrantLock();
    private volatile int round;

    @Test
    void shouldAllocateOneWaiterForAnAcquisition() throws Exception {
        int asleep = WaitTable.size();
        Task<Double> waiter = TestThreads.start(this::acquireWhenHeld);
        for (int i = 1; i <= WARM_UP + ROUNDS; i++) {
            lock.lock();
            round = i;
            while (WaitTable.size() == asleep) {
                Thread.onSpinWait();
            }
            lock.unlock();
            while (round == i) {
                Thread.onSpinWait();
            }
        }
        assertThat(waiter.get()).isBetween(40.0, ONE_WAITER);
    }

    private double acquireWhenHeld() {
        long before = 0;
        for (int i = 1; i <= WARM_UP + ROUNDS; i++) {
            while (round != i) {
                Thread.onSpinWait();
            }
            if (i == WARM_UP + 1) {
                before = allocated();
            }
            lock.lock();
            lock.unlock();
            round = -i;
        }
        return (allocated() - before) / (double) ROUNDS;
    }

    @Test
    void shouldAllocateOneWaiterForAWaitOnACondition() throws Exception {
        Condition condition = lock.newCondition();
        Task<Double> waiter = TestThreads.start(() -> awaitEachSignal(condition));
        for (int i = 1; i <= WARM_UP + ROUNDS; i++) {
            boolean signalled = false;
            while (!signalled) {
                lock.lock();
                signalled = lock.hasWaiters(condition);
                condition.signal();
                lock.unlock();
            }
        }
        assertThat(waiter.get()).isBetween(40.0, ONE_WAITER);
    }

    private double awaitEachSignal(Condition condition) throws InterruptedException {
        long before = 0;
        lock.lock();
        try {
            for (int i = 1; i <= WARM_UP + ROUNDS; i++) {
                if (i == WARM_UP + 1) {
                    before = allocated();
                }
                condition.await();
            }
        } finally {
            lock.unlock();
        }
        return (allocated() - before) / (double) ROUNDS;
    }

    private long allocated() {
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
