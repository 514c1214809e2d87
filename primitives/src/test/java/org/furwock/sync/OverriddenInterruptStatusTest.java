package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads.Task;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads that override {@link Thread#isInterrupted}: the status itself counts. */
class OverriddenInterruptStatusTest {

    /** Denies that it is interrupted. */
    private static final class Deaf extends Thread {

        private Deaf(Runnable body) {
            super(body);
        }

        @Override
        public boolean isInterrupted() {
            return false;
        }
    }

    /** Says that it is interrupted, which may mean that its task was cancelled. */
    private static final class Cancelled extends Thread {

        private Cancelled(Runnable body) {
            super(body);
        }

        @Override
        public boolean isInterrupted() {
            return true;
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /**
     * A wait, and the action that ends it.
     *
     * @param name for the report
     * @param await waits until released, and returns with nothing held
     * @param release ends the wait of one thread
     */
    private record Wait(String name, Step await, Step release) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Wait> waits() {
        return Stream.of(
                        onLock("FutexReentrantLock", new FutexReentrantLock()),
                        onLock("fair FutexReentrantLock", new FutexReentrantLock(true)),
                        onLock("write lock", new FutexReentrantReadWriteLock().writeLock()),
                        onReadLock(),
                        onLock("Mutex", new Mutex()),
                        Stream.of(
                                onSemaphore("Semaphore", new Semaphore(0)),
                                onSemaphore("fair Semaphore", new Semaphore(0, true)),
                                onLatch(new Latch(1)),
                                onBarrier(new Barrier(2))))
                .flatMap(waits -> waits);
    }

    private static Stream<Wait> onLock(String name, Lock lock) {
        lock.lock(); // by the test's thread, which releases it
        Lock free = lock instanceof Mutex ? new Mutex() : new FutexReentrantLock();
        Condition condition = free.newCondition();
        return Stream.of(
                new Wait(
                        name + ".lockInterruptibly",
                        () -> {
                            lock.lockInterruptibly();
                            lock.unlock();
                        },
                        lock::unlock),
                new Wait(
                        name + "'s condition",
                        () -> {
                            free.lock();
                            try {
                                condition.await();
                            } finally {
                                free.unlock();
                            }
                        },
                        () -> {
                            free.lock();
                            condition.signal();
                            free.unlock();
                        }));
    }

    private static Stream<Wait> onReadLock() {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
        lock.writeLock().lock();
        return Stream.of(
                new Wait(
                        "read lock, with a time limit",
                        () -> {
                            assertThat(lock.readLock().tryLock(1, TimeUnit.HOURS)).isTrue();
                            lock.readLock().unlock();
                        },
                        lock.writeLock()::unlock));
    }

    private static Wait onSemaphore(String name, Semaphore semaphore) {
        return new Wait(name, semaphore::acquire, semaphore::release);
    }

    private static Wait onLatch(Latch latch) {
        return new Wait("Latch", latch::await, latch::countDown);
    }

    private static Wait onBarrier(Barrier barrier) {
        return new Wait("Barrier", barrier::await, barrier::await);
    }

    @ParameterizedTest
    @MethodSource("waits")
    void shouldBeInterruptedThoughTheThreadDeniesIt(Wait wait) {
        FutureTask<Boolean> end = new FutureTask<>(interruptionOf(wait));
        Task<Boolean> waiter = start(new Deaf(end), end);
        awaitSleep(waiter.thread());
        waiter.interrupt();
        assertThat(waiter.get()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("waits")
    void shouldWaitOnThoughTheThreadClaimsToBeInterrupted(Wait wait) throws Exception {
        FutureTask<Boolean> end = new FutureTask<>(interruptionOf(wait));
        Task<Boolean> waiter = start(new Cancelled(end), end);
        awaitSleep(waiter.thread()); // a polling thread would not sleep
        assertThat(end.isDone()).isFalse();
        wait.release.run();
        assertThat(waiter.get()).isFalse();
    }

    /** Whether the wait was interrupted. */
    private static Callable<Boolean> interruptionOf(Wait wait) {
        return () -> {
            try {
                wait.await.run();
                return false;
            } catch (InterruptedException e) {
                return true;
            }
        };
    }

    private static Task<Boolean> start(Thread thread, FutureTask<Boolean> end) {
        thread.setDaemon(true);
        thread.start();
        return new Task<>(thread, end);
    }

    private static void awaitSleep(Thread thread) {
        Sleepers.await(
                () ->
                        thread.getState() == Thread.State.WAITING
                                || thread.getState() == Thread.State.TIMED_WAITING,
                () -> thread + " should sleep, and is " + thread.getState());
    }
}
