package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import org.furwock.futex.TestThreads;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.furwock.scoped.MonitorLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fork-join pool with one worker continues while that worker waits for the next task. */
class ForkJoinTest {

    private final ForkJoinPool pool = new ForkJoinPool(1);

    @AfterEach
    void shutDown() {
        pool.shutdownNow();
    }

    static Stream<Named<Lock>> locks() {
        return Stream.of(
                Named.of("reentrant", new FutexReentrantLock()),
                Named.of("fair", new FutexReentrantLock(true)),
                Named.of("mutex", new Mutex()),
                Named.of("write", new FutexReentrantReadWriteLock().writeLock()));
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldReplaceAWorkerThatAwaitsASignal(Lock lock) throws Exception {
        assertReplaced(lock, Condition::await);
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldReplaceAWorkerThatAwaitsASignalWhateverComes(Lock lock) throws Exception {
        assertReplaced(lock, Condition::awaitUninterruptibly);
    }

    @Test
    void shouldReplaceAWorkerThatWaitsAtABarrier() throws Exception {
        Barrier barrier = new Barrier(2);
        Future<Integer> first = pool.submit((Callable<Integer>) barrier::await);
        Future<Integer> second = pool.submit((Callable<Integer>) barrier::await);
        assertThat(end(first) + end(second)).isEqualTo(1);
    }

    static Stream<Named<MonitorLock>> monitors() {
        return Stream.of(
                Named.of("reentrant", new FutexReentrantLock()), Named.of("mutex", new Mutex()));
    }

    @ParameterizedTest
    @MethodSource("monitors")
    void shouldReplaceAWorkerThatAwaitsAPredicate(MonitorLock lock) throws Exception {
        boolean[] done = {false};
        CountDownLatch waiting = new CountDownLatch(1);
        Future<?> waiter =
                pool.submit(
                        () -> {
                            lock.lock();
                            waiting.countDown();
                            lock.awaitUntilUninterruptibly(() -> done[0]);
                            lock.unlock();
                        });
        waiting.await();
        Future<?> other = pool.submit(() -> lock.run(() -> done[0] = true));
        end(other);
        end(waiter);
    }

    /** The worker sleeps for all that, and does not fail. */
    @ParameterizedTest
    @MethodSource("locks")
    void shouldLetAWorkerSleepForWhichThePoolHasNoSpare(Lock lock) throws Exception {
        ForkJoinPool full =
                new ForkJoinPool(
                        1,
                        ForkJoinPool.defaultForkJoinWorkerThreadFactory,
                        null,
                        false,
                        1,
                        1,
                        1,
                        null,
                        1,
                        TimeUnit.MINUTES);
        try {
            Condition condition = lock.newCondition();
            boolean[] done = {false};
            CountDownLatch waiting = new CountDownLatch(1);
            Future<?> waiter =
                    full.submit(
                            () -> {
                                lock.lock();
                                try {
                                    waiting.countDown();
                                    while (!done[0]) {
                                        condition.awaitUninterruptibly();
                                    }
                                } finally {
                                    lock.unlock();
                                }
                            });
            waiting.await();
            lock.lock(); // so the worker has released it, to wait
            done[0] = true;
            condition.signal();
            lock.unlock();
            end(waiter);
        } finally {
            full.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldInterruptSuchAWorker(Lock lock) throws Exception {
        Condition condition = lock.newCondition();
        Thread[] worker = {null};
        CountDownLatch waiting = new CountDownLatch(1);
        Future<Boolean> wait =
                pool.submit(
                        () -> {
                            lock.lock();
                            try {
                                worker[0] = Thread.currentThread();
                                waiting.countDown();
                                condition.await();
                                return false;
                            } catch (InterruptedException e) {
                                return true;
                            } finally {
                                lock.unlock();
                            }
                        });
        waiting.await();
        lock.lock(); // so it has released the lock, to wait
        lock.unlock();
        worker[0].interrupt();
        assertThat(end(wait)).isTrue();
    }

    private interface Wait {
        void on(Condition condition) throws InterruptedException;
    }

    private void assertReplaced(Lock lock, Wait wait) throws Exception {
        Condition condition = lock.newCondition();
        boolean[] done = {false};
        CountDownLatch waiting = new CountDownLatch(1);
        Future<String> waiter =
                pool.submit(
                        () -> {
                            lock.lock();
                            try {
                                waiting.countDown();
                                while (!done[0]) {
                                    wait.on(condition);
                                }
                                return "signalled";
                            } finally {
                                lock.unlock();
                            }
                        });
        waiting.await();
        Future<?> signaller =
                pool.submit(
                        () -> {
                            lock.lock();
                            try {
                                done[0] = true;
                                condition.signalAll();
                            } finally {
                                lock.unlock();
                            }
                        });
        assertThat(end(waiter)).isEqualTo("signalled");
        end(signaller);
    }

    private static <T> T end(Future<T> future) throws Exception {
        return future.get(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
