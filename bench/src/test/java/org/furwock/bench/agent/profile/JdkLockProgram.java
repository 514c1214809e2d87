package org.furwock.bench.agent.profile;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A program that uses the JDK's locks in all ways that the agent profiles. */
public final class JdkLockProgram implements Callable<String> {

    static final int ROUNDS = 1_000;
    static final long CONDITION_MILLIS = 200;
    static final String EXPECTED = "1000 rounds, read and write, contended, conditional, permits";

    /** How long {@link #conditional} took, with its wait. */
    public static long conditionalNanos;

    /** Called by the test. */
    public JdkLockProgram() {}

    @Override
    public String call() throws Exception {
        return counted() + readWrite() + contended() + conditional() + permits();
    }

    private static String counted() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        int rounds = 0;
        while (rounds < ROUNDS) {
            boolean locked = rounds % 2 == 0 ? lock.tryLock() : lock.tryLock(1, TimeUnit.SECONDS);
            lock.lock(); // reentrant
            lock.unlock();
            if (locked) {
                rounds++;
                lock.unlock();
            }
        }
        return rounds + " rounds";
    }

    private static String readWrite() throws InterruptedException {
        ReentrantReadWriteLock both = new ReentrantReadWriteLock();
        both.readLock().lock();
        both.readLock().unlock();
        ReadWriteLock general = both;
        Lock write = general.writeLock();
        write.lockInterruptibly();
        general.readLock().lock();
        general.readLock().unlock();
        write.unlock();
        return ", read and write";
    }

    /** One wait of 5 ms or more; the last hold is the longest, whatever the scheduler does. */
    private static String contended() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch locked = new CountDownLatch(1);
        long start = System.nanoTime();
        Thread holder = new Thread(() -> holdUntilWaitedFor(lock, locked), "holder");
        holder.start();
        locked.await();
        lock.lock();
        lock.unlock();
        holder.join();
        long all = System.nanoTime() - start;
        // A site keeps a hold that is longer by a quarter than the one that it has.
        Thread longest = new Thread(() -> hold(lock, 2 * all), "longest holder");
        longest.start();
        longest.join();
        return ", contended";
    }

    private static void holdUntilWaitedFor(ReentrantLock lock, CountDownLatch locked) {
        lock.lock();
        locked.countDown();
        while (!lock.hasQueuedThreads()) {
            Thread.onSpinWait();
        }
        spin(TimeUnit.MILLISECONDS.toNanos(5));
        lock.unlock();
    }

    private static void hold(ReentrantLock lock, long nanos) {
        lock.lock();
        spin(nanos);
        lock.unlock();
    }

    private static void spin(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            Thread.onSpinWait();
        }
    }

    private static String conditional() throws InterruptedException {
        Lock lock = new ReentrantLock();
        long start = System.nanoTime();
        lock.lock();
        boolean signalled = lock.newCondition().await(CONDITION_MILLIS, TimeUnit.MILLISECONDS);
        lock.unlock();
        conditionalNanos = System.nanoTime() - start;
        return signalled ? ", signalled by nobody" : ", conditional";
    }

    private static String permits() throws InterruptedException {
        Semaphore semaphore = new Semaphore(1);
        semaphore.acquire();
        semaphore.release();
        return ", permits";
    }
}
