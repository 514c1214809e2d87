package org.furwock.bench.startup;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.furwock.locks.FutexReentrantLock;

/**
 * A program that uses a lock for the first time: without contention, then with a waiting thread.
 */
public final class FirstUseMain {

    private FirstUseMain() {}

    /** Prints the nanoseconds and the classes of the first lock, and those of the first wait. */
    public static void main(String[] arguments) throws InterruptedException {
        boolean ours = arguments[0].equals(StartUp.OURS);
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        Thread thread =
                new Thread(() -> {}); // the classes of threads are not part of the lock's cost
        thread.start();
        thread.join();
        long classesBefore = classes.getTotalLoadedClassCount();

        long start = System.nanoTime();
        Lock lock = ours ? new FutexReentrantLock() : new ReentrantLock();
        lockAndUnlock(lock);
        long locked = System.nanoTime();
        long classesLocked = classes.getTotalLoadedClassCount();

        long waitStart = System.nanoTime();
        waitFor(lock);
        long waited = System.nanoTime();
        long classesWaited = classes.getTotalLoadedClassCount();

        System.out.println(
                (locked - start)
                        + " "
                        + (classesLocked - classesBefore)
                        + " "
                        + (waited - waitStart)
                        + " "
                        + (classesWaited - classesLocked));
    }

    private static void waitFor(Lock lock) throws InterruptedException {
        Thread waiter = new Waiter(lock);
        lock.lock();
        try {
            waiter.start();
            while (LockSupport.getBlocker(waiter) == null) {
                Thread.onSpinWait();
            }
        } finally {
            lock.unlock();
        }
        waiter.join();
    }

    private static void lockAndUnlock(Lock lock) {
        lock.lock();
        try {
            // held
        } finally {
            lock.unlock();
        }
    }

    private static final class Waiter extends Thread {
        private final Lock lock;

        Waiter(Lock lock) {
            this.lock = lock;
        }

        @Override
        public void run() {
            lockAndUnlock(lock);
        }
    }
}
