package org.furwock.locks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.furwock.diagnostics.Deadlock;
import org.furwock.diagnostics.DeadlockVictimException;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.sync.Mutex;

/** Two threads wait for each other for ever, unless the watchdog has one of them fail. */
final class DeadlockProgram {

    private static final Logger LOGGER = Logger.getLogger(Deadlock.class.getName());

    private DeadlockProgram() {}

    public static void main(String[] kinds) throws InterruptedException {
        if (kinds[0].equals("await")) {
            awaitInDeadlock();
            return;
        }
        if (kinds[0].equals("idle")) {
            waitOnce();
            return;
        }
        List<Lock[]> locks = new ArrayList<>();
        for (String kind : kinds) {
            if (!kind.equals("virtual")) {
                locks.add(lock(kind));
            }
        }
        CountDownLatch logged = logged();
        Kind threads = List.of(kinds).contains("virtual") ? Kind.VIRTUAL : Kind.PLATFORM;
        LockRingOfPairs.run(locks, threads);
        logged.await(); // the watchdog logs after it has ended the deadlock
        System.out.println("all ended");
    }

    /** Zero when the watchdog has logged. */
    private static CountDownLatch logged() {
        CountDownLatch logged = new CountDownLatch(1);
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        System.out.println(line.getMessage());
                        System.out.println("logged");
                        logged.countDown();
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                });
        return logged;
    }

    /** What a thread holds, and what the other one asks for. */
    private static Lock[] lock(String kind) {
        if (kind.startsWith("read")) {
            FutexReentrantReadWriteLock both = new FutexReentrantReadWriteLock();
            return new Lock[] {both.readLock(), both.writeLock()};
        }
        if (kind.startsWith("written")) {
            FutexReentrantReadWriteLock both = new FutexReentrantReadWriteLock();
            return new Lock[] {both.writeLock(), both.readLock()};
        }
        Lock lock = kind.equals("mutex") ? new Mutex() : new FutexReentrantLock();
        return new Lock[] {lock, lock};
    }

    /** The threads, each of which holds its own and asks for the next one's. */
    private static final class LockRingOfPairs {

        static void run(List<Lock[]> locks, Kind kind) throws InterruptedException {
            CountDownLatch held = new CountDownLatch(locks.size());
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < locks.size(); i++) {
                Lock mine = locks.get(i)[0];
                Lock next = locks.get((i + 1) % locks.size())[1];
                threads.add(kind.start(() -> holdAndAsk(mine, next, held)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }

        private static void holdAndAsk(Lock mine, Lock next, CountDownLatch held) {
            mine.lock();
            try {
                held.countDown();
                held.await();
                next.lock();
                next.unlock();
                System.out.println("acquired");
            } catch (DeadlockVictimException e) {
                System.out.println("victim of " + e.deadlock().links().size());
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts", e);
            } finally {
                mine.unlock();
            }
        }
    }

    /** The wait of an await for its lock must not fail; that of the other thread has a deadline. */
    private static void awaitInDeadlock() throws InterruptedException {
        CountDownLatch logged = logged();
        FutexReentrantLock first = new FutexReentrantLock();
        FutexReentrantLock second = new FutexReentrantLock();
        Condition condition = first.newCondition();
        CountDownLatch waits = new CountDownLatch(1);
        Thread waiter =
                Kind.PLATFORM.start(
                        () -> {
                            second.lock();
                            first.lock();
                            waits.countDown();
                            condition.awaitUninterruptibly();
                            first.unlock();
                            second.unlock();
                            System.out.println("awaited");
                        });
        waits.await();
        first.lock();
        condition.signal();
        try {
            second.lock();
            System.out.println("acquired");
            second.unlock();
        } catch (DeadlockVictimException e) {
            System.out.println("victim of " + e.deadlock().links().size());
        } finally {
            first.unlock();
        }
        waiter.join();
        logged.await();
        System.out.println("all ended");
    }

    /** After which the watchdog has nothing to do, and ends. */
    private static void waitOnce() throws InterruptedException {
        FutexReentrantLock lock = new FutexReentrantLock();
        for (int i = 0; i < 2; i++) {
            lock.lock();
            TestThreads.Task<Void> waiter =
                    TestThreads.start(
                            () -> {
                                lock.lock();
                                lock.unlock();
                                return null;
                            });
            await("furwock-deadlocks", true);
            lock.unlock();
            waiter.get();
            await("furwock-deadlocks", false);
        }
        System.out.println("all ended");
    }

    private static void await(String name, boolean alive) throws InterruptedException {
        while (isAlive(name) != alive) {
            Thread.onSpinWait();
        }
    }

    private static boolean isAlive(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(
                        thread ->
                                thread.getName().equals(name)
                                        && thread.isDaemon()
                                        && thread.getContextClassLoader() == null);
    }
}
