package org.furwock.locks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.function.IntFunction;
import org.furwock.diagnostics.Deadlock;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.futex.TestThreads.Task;

/** Threads in a cycle: each holds a lock and asks for that of the next one. */
final class LockRing {

    /** How a thread asks for the lock of the next one. */
    interface Ask {
        void of(Lock lock) throws InterruptedException;
    }

    private final List<Task<Void>> tasks = new ArrayList<>();
    private final List<Lock> locks;

    /** Starts the threads. */
    LockRing(List<Lock> locks, IntFunction<Kind> kinds, Ask ask) {
        this.locks = locks;
        CountDownLatch held = new CountDownLatch(locks.size());
        for (int i = 0; i < locks.size(); i++) {
            tasks.add(TestThreads.start(kinds.apply(i), thread(i, held, ask)));
        }
    }

    private Callable<Void> thread(int number, CountDownLatch held, Ask ask) {
        Lock mine = locks.get(number);
        Lock next = locks.get((number + 1) % locks.size());
        return () -> {
            mine.lock();
            try {
                held.countDown();
                held.await();
                askAndUnlock(next, ask);
            } finally {
                mine.unlock();
            }
            return null;
        };
    }

    private static void askAndUnlock(Lock lock, Ask ask) {
        try {
            ask.of(lock);
        } catch (InterruptedException e) {
            return; // the end of the test
        }
        lock.unlock();
    }

    List<Thread> threads() {
        return tasks.stream().map(Task::thread).toList();
    }

    /** Breaks the cycle, and returns when all threads have ended. */
    void end() {
        tasks.forEach(Task::interrupt);
        tasks.forEach(Task::get);
    }

    /** The deadlock of these threads, when it is there. */
    Deadlock awaitDeadlock() {
        long end = System.nanoTime() + TestThreads.HANG_LIMIT_SECONDS * 1_000_000_000;
        while (System.nanoTime() - end < 0) {
            for (Deadlock deadlock : Deadlocks.find()) {
                if (threads().contains(deadlock.links().get(0).thread())) {
                    return deadlock;
                }
            }
        }
        throw new AssertionError("no deadlock found");
    }
}
