package org.furwock.sync.shared;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.FutexWord;
import org.furwock.futex.TestThreads;
import org.furwock.futex.region.SharedRegion;
import org.furwock.sync.Barrier;
import org.furwock.sync.Event;
import org.furwock.sync.Event.Reset;
import org.furwock.sync.Latch;
import org.furwock.sync.Mutex;
import org.furwock.sync.MutexCondition;
import org.furwock.sync.Once;
import org.furwock.sync.RwLock;
import org.furwock.sync.Semaphore;

/** One of each primitive in a region. As a program, it is a process that uses them. */
final class PrimitivePeer {

    static final int PARTIES = 2;
    static final int PERMITS = 3;
    static final int COUNT = 2;

    final Mutex mutex;
    final MutexCondition condition;
    final RobustMutex robustMutex;
    final RobustCondition robustCondition;
    final RwLock rwLock;
    final Barrier barrier;
    final Semaphore semaphore;
    final Latch latch;
    final Event manual;
    final Event auto;
    final Once once;

    /** The data that the mutexes protect. */
    final FutexWord turns;

    PrimitivePeer(SharedRegion region) {
        mutex = SharedPrimitives.mutex(region, "mutex");
        condition = SharedPrimitives.condition(region, "condition", mutex);
        robustMutex = SharedPrimitives.robustMutex(region, "robust mutex");
        robustCondition = SharedPrimitives.robustCondition(region, "robust condition", robustMutex);
        rwLock = SharedPrimitives.rwLock(region, "rwlock");
        barrier = SharedPrimitives.barrier(region, "barrier", PARTIES);
        semaphore = SharedPrimitives.semaphore(region, "semaphore", PERMITS);
        latch = SharedPrimitives.latch(region, "latch", COUNT);
        manual = SharedPrimitives.event(region, "manual", Reset.MANUAL);
        auto = SharedPrimitives.event(region, "auto", Reset.AUTO);
        once = SharedPrimitives.once(region, "once");
        turns = region.slot("turns", "int", Integer.BYTES).word(0);
    }

    public static void main(String[] arguments) throws Exception {
        PrimitivePeer peer =
                new PrimitivePeer(SharedRegion.at(Path.of(arguments[0])).openOrCreate());
        System.out.println("ready 0");
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String order;
        while ((order = orders.readLine()) != null) {
            String[] words = order.split(" ");
            System.out.println(peer.obey(words[0], words[1], number(words)));
        }
    }

    private static int number(String... words) {
        return words.length < 3 ? 0 : Integer.parseInt(words[2]);
    }

    private Object obey(String what, String order, int number) throws Exception {
        return switch (what) {
            case "mutex" -> obeyLock(mutex, order, number);
            case "read" -> obeyLock(rwLock.readLock(), order, number);
            case "write" -> obeyLock(rwLock.writeLock(), order, number);
            case "condition" -> takeTurns(number, 1);
            case "robust" -> takeRobustTurns(number, 1);
            case "barrier" -> arrive(number);
            case "semaphore" -> obeySemaphore(order, number);
            case "latch" -> obeyLatch(order, number);
            case "manual" -> obeyEvent(manual, order, number);
            case "auto" -> obeyEvent(auto, order, number);
            case "once" -> once.run(() -> turns.getAndAdd(1));
            default -> throw new IllegalArgumentException(what);
        };
    }

    private Object obeyLock(Lock lock, String order, int number) throws InterruptedException {
        switch (order) {
            case "lock" -> lock.lock();
            case "unlock" -> lock.unlock();
            case "try" -> {
                return lock.tryLock();
            }
            case "timed" -> {
                return lock.tryLock(number, TimeUnit.MILLISECONDS);
            }
            case "count" -> count(lock, number);
            default -> throw new IllegalArgumentException(order);
        }
        return "ok";
    }

    /** Adds to the turns in two steps. */
    void count(Lock lock, int rounds) {
        for (int i = 0; i < rounds; i++) {
            lock.lock();
            turns.setPlain(turns.getPlain() + 1);
            lock.unlock();
        }
    }

    /** Ping-pong: moves when the number of turns has the parity. */
    Object takeTurns(int rounds, int parity) throws InterruptedException {
        for (int i = 0; i < rounds; i++) {
            mutex.lock();
            try {
                while ((turns.getPlain() & 1) != parity) {
                    condition.await();
                }
                turns.setPlain(turns.getPlain() + 1);
                condition.signal();
            } finally {
                mutex.unlock();
            }
        }
        return "ok";
    }

    Object takeRobustTurns(int rounds, int parity) throws InterruptedException, OwnerDiedException {
        for (int i = 0; i < rounds; i++) {
            robustMutex.lock();
            while ((turns.getPlain() & 1) != parity) {
                robustCondition.await();
            }
            turns.setPlain(turns.getPlain() + 1);
            robustCondition.signal();
            robustMutex.unlock();
        }
        return "ok";
    }

    private Object arrive(int times) throws InterruptedException {
        try {
            for (int i = 0; i < times; i++) {
                barrier.await(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS);
            }
            return "ok";
        } catch (BrokenBarrierException | TimeoutException e) {
            return e.getClass().getSimpleName();
        }
    }

    private Object obeySemaphore(String order, int number) throws InterruptedException {
        switch (order) {
            case "acquire" -> semaphore.acquire(number);
            case "release" -> semaphore.release(number);
            case "try" -> {
                return semaphore.tryAcquire(number);
            }
            default -> throw new IllegalArgumentException(order);
        }
        return "ok";
    }

    private Object obeyLatch(String order, int number) throws InterruptedException {
        switch (order) {
            case "down" -> latch.countDown();
            case "await" -> latch.await();
            case "timed" -> {
                return latch.await(number, TimeUnit.MILLISECONDS);
            }
            default -> throw new IllegalArgumentException(order);
        }
        return "ok";
    }

    private static Object obeyEvent(Event event, String order, int number)
            throws InterruptedException {
        switch (order) {
            case "set" -> event.set();
            case "reset" -> event.reset();
            case "await" -> event.await();
            case "timed" -> {
                return event.await(number, TimeUnit.MILLISECONDS);
            }
            default -> throw new IllegalArgumentException(order);
        }
        return "ok";
    }
}
