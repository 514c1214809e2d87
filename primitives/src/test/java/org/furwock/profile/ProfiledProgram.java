package org.furwock.profile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import jdk.jfr.Recording;
import org.furwock.futex.FullHeap;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** A program whose locks are profiled; prints their sites. */
final class ProfiledProgram {

    private static final int ROUNDS = 20_000;

    /** So many rounds that some take less than 20 ms, also on a busy machine. */
    static final int SHORT_WAITS = 20;

    private static final long LONG_MILLIS = 60;

    private static Object @Nullable [] hoard;
    private static volatile boolean isFilled;

    private ProfiledProgram() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "count" -> count();
            case "wait" -> waitFor(args[1]);
            case "record" -> record(Path.of(args[1]));
            case "full" -> fillHeap(args[1]);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    // Counting.

    private static Lock counted() {
        return new FutexReentrantLock();
    }

    private static void count() {
        for (int i = 0; i < 2; i++) { // two locks of one site
            rounds(counted(), ROUNDS / 2);
        }
        FutexReentrantReadWriteLock readWrite = new FutexReentrantReadWriteLock();
        rounds(readWrite.writeLock(), ROUNDS);
        rounds(readWrite.readLock(), ROUNDS);
        for (LockSiteProfile profile : LockProfiles.snapshot()) {
            System.out.println(
                    profile.site()
                            + " "
                            + profile.lockClass()
                            + " acquisitions "
                            + profile.acquisitions()
                            + " contended "
                            + profile.contended());
        }
    }

    private static void rounds(Lock lock, int rounds) {
        for (int i = 0; i < rounds; i++) {
            lock.lock();
            lock.unlock();
        }
    }

    // Waiting.

    private static void waitFor(String kind) throws InterruptedException {
        Lock[] locks = locks(kind);
        long start = System.nanoTime();
        rounds(locks[0], 2_000); // a long hold is found among many
        long all = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        // Longer by more than a quarter than any of them, as the rule of a site asks.
        waitForHolder(locks[0], locks[1], Math.max(LONG_MILLIS, 2 * all));
        if (ProfileOptions.ON) { // else no other class is to be loaded
            LockProfiles.snapshot().forEach(ProfiledProgram::print);
        }
    }

    /** The lock to hold, and the lock that the waiter waits for. */
    private static Lock[] locks(String kind) {
        FutexReentrantReadWriteLock readWrite = new FutexReentrantReadWriteLock();
        Supplier<Lock> reentrant = FutexReentrantLock::new;
        return switch (kind) {
            case "reentrant" -> both(reentrant.get());
            case "fair" -> both(new FutexReentrantLock(true));
            case "write" -> both(readWrite.writeLock());
            case "read" -> new Lock[] {readWrite.writeLock(), readWrite.readLock()};
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static Lock[] both(Lock lock) {
        return new Lock[] {lock, lock};
    }

    private static void print(LockSiteProfile profile) {
        Duration least = Duration.ofMillis(LONG_MILLIS);
        if (profile.contended() > 0) {
            System.out.println("contended " + profile.contended());
            System.out.println(
                    "wait at least 60 ms: " + (profile.waits().longest().compareTo(least) >= 0));
        }
        LongestHold hold = profile.longestHold();
        if (hold != null && hold.held().compareTo(least) >= 0) {
            System.out.println("hold at least 60 ms: true");
            System.out.println(
                    "holder "
                            + hold.thread()
                            + " in ProfiledProgram."
                            + hold.stack().stream()
                                    .map(StackTraceElement::getMethodName)
                                    .filter("holdLong"::equals)
                                    .findFirst()
                                    .orElse("?"));
        }
    }

    /** This thread waits at least this long for a lock that another thread holds. */
    private static void waitForHolder(Lock held, Lock wanted, long millis)
            throws InterruptedException {
        CountDownLatch locked = new CountDownLatch(1);
        Thread waiter = Thread.currentThread();
        Thread holder = new Thread(() -> holdLong(held, locked, waiter, millis), "holder");
        holder.start();
        locked.await();
        wanted.lock();
        wanted.unlock();
        holder.join();
    }

    private static void holdLong(Lock lock, CountDownLatch locked, Thread waiter, long millis) {
        lock.lock();
        try {
            locked.countDown();
            while (!waitsForLock(waiter)) {
                Thread.onSpinWait();
            }
            long end =
                    System.nanoTime()
                            + TimeUnit.MILLISECONDS.toNanos(millis) * 5; // it may wait late
            while (System.nanoTime() - end < 0) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean waitsForLock(Thread thread) {
        Object blocker = LockSupport.getBlocker(thread);
        return blocker != null && blocker.getClass().getName().startsWith("org.furwock.locks.");
    }

    // Recording.

    private static void record(Path file) throws Exception {
        Lock lock = new FutexReentrantLock();
        try (Recording recording = new Recording()) {
            recording.start();
            waitForHolder(lock, lock, LONG_MILLIS);
            for (int i = 0; i < SHORT_WAITS; i++) {
                waitForHolder(lock, lock, 0);
            }
            recording.stop();
            recording.dump(file);
        }
    }

    // Without memory.

    private static void fillHeap(String kind) throws InterruptedException {
        Lock lock = locks(kind)[0];
        for (int i = 0; i < SHORT_WAITS; i++) {
            waitForHolder(lock, lock, 0); // a first wait would load classes
        }
        Thread[] threads = new Thread[2];
        CountDownLatch warm = new CountDownLatch(threads.length);
        int[] count = new int[1];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> contend(lock, count, warm));
            threads[i].start();
        }
        warm.await();
        hoard = FullHeap.fill();
        isFilled = true;
        for (Thread thread : threads) {
            thread.join();
        }
        if (count[0] != 2 * threads.length * ROUNDS) {
            throw new AssertionError("lost updates: " + count[0]);
        }
        System.out.println("all rounds done");
    }

    private static void contend(Lock lock, int[] count, CountDownLatch warm) {
        try {
            add(lock, count);
            warm.countDown();
            while (!isFilled) { // which allocates nothing, unlike a latch
                Thread.onSpinWait();
            }
            add(lock, count);
            hoard = null; // a thread cannot even end without memory
        } catch (Throwable e) {
            hoard = null;
            e.printStackTrace();
            Runtime.getRuntime().halt(1); // the other thread would wait for ever
        }
    }

    private static void add(Lock lock, int[] count) {
        for (int i = 0; i < ROUNDS; i++) {
            lock.lock();
            try {
                count[0]++;
            } finally {
                lock.unlock();
            }
        }
    }
}
