package org.furwock.locks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.Condition;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.watch.WaitTable;

/** Prints how many bytes a thread allocates for each contended wait, once all is compiled. */
final class ContendedAllocationProgram {

    /** What the thread does again and again. */
    enum Work {
        ACQUIRE,
        AWAIT
    }

    /** A {@link Waiter} with some room for other layouts of objects; the next object is beyond. */
    static final int ONE_WAITER = 112;

    /** Calls into the kernel allocate until they are compiled, which takes longer beside others. */
    private static final int MOST_ROUNDS = 20_000;

    /** What happens once, such as the loading of a class, spoils one part of the rounds. */
    private static final int PART = 100;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final FutexReentrantLock lock = new FutexReentrantLock();
    private volatile int round;

    // Of the thread that waits: its bytes up to the last part, and the least of a part.
    private long before;
    private long least = Long.MAX_VALUE;
    private boolean done;

    private ContendedAllocationProgram() {}

    /** The work is the argument. */
    public static void main(String[] args) {
        ContendedAllocationProgram program = new ContendedAllocationProgram();
        System.out.println(
                Work.valueOf(args[0]) == Work.ACQUIRE ? program.acquire() : program.await());
    }

    private double acquire() {
        int asleep = WaitTable.size();
        Task<Double> waiter = TestThreads.start(this::acquireWhenHeld);
        for (int i = 1; waiter.thread().isAlive(); i++) {
            lock.lock();
            round = i;
            while (WaitTable.size() == asleep && waiter.thread().isAlive()) {
                Thread.onSpinWait();
            }
            lock.unlock();
            while (round == i && waiter.thread().isAlive()) {
                Thread.onSpinWait();
            }
        }
        return waiter.get();
    }

    private double acquireWhenHeld() {
        for (int i = 1; !done; i++) {
            while (round != i) {
                Thread.onSpinWait();
            }
            lock.lock();
            lock.unlock();
            endRound(i);
            round = -i;
        }
        return (double) least / PART;
    }

    private double await() {
        Condition condition = lock.newCondition();
        Task<Double> waiter = TestThreads.start(() -> awaitEachSignal(condition));
        while (waiter.thread().isAlive()) {
            lock.lock();
            condition.signal();
            lock.unlock();
        }
        return waiter.get();
    }

    private double awaitEachSignal(Condition condition) throws InterruptedException {
        lock.lock();
        try {
            for (int i = 1; !done; i++) {
                condition.await();
                endRound(i);
            }
        } finally {
            lock.unlock();
        }
        return (double) least / PART;
    }

    /** By the thread that waits. */
    private void endRound(int number) {
        if (number % PART == 0) {
            long now = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            least = Math.min(least, now - before);
            done = least <= PART * ONE_WAITER || number >= MOST_ROUNDS;
            before = now;
        }
    }
}
