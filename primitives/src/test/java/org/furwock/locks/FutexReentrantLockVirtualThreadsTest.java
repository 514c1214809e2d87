package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.TestThreads;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Virtual threads that wait for a {@link FutexReentrantLock} and its conditions. */
@Timeout(600)
class FutexReentrantLockVirtualThreadsTest {

    private static final List<String> ONE_CARRIER =
            List.of(
                    "-Djdk.virtualThreadScheduler.parallelism=1",
                    "-Djdk.virtualThreadScheduler.maxPoolSize=1");

    @BeforeEach
    void needVirtualThreads() {
        TestThreads.assumeVirtual();
    }

    /** A JVM with one carrier: if any wait kept the carrier, no thread would continue. */
    static final class Crowd {

        private static final int THREADS = 10_000;

        private final FutexReentrantLock lock;
        private final Condition open;
        private boolean isOpen;
        private int served;
        private final AtomicInteger gaveUp = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();

        private Crowd(boolean fair) {
            lock = new FutexReentrantLock(fair);
            open = lock.newCondition();
        }

        public static void main(String[] arguments) throws InterruptedException {
            new Crowd(Boolean.parseBoolean(arguments[0])).run();
        }

        private void run() throws InterruptedException {
            AtomicLong ticks = new AtomicLong();
            Thread ticker = TestThreads.Kind.VIRTUAL.start(() -> tick(ticks));
            lock.lock(); // so that waiters accumulate
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int way = i % 4;
                threads.add(TestThreads.Kind.VIRTUAL.start(() -> pass(way)));
            }
            for (int i = 0; i < THREADS; i += 8) {
                threads.get(i).interrupt();
            }
            long before = ticks.get();
            while (ticks.get() < before + 5) {
                Thread.onSpinWait(); // the ticker continues while all others wait
            }
            lock.unlock();
            lock.lock(); // among the waiters
            isOpen = true;
            open.signalAll();
            lock.unlock();
            for (Thread thread : threads) {
                thread.join();
            }
            ticker.join();
            System.out.println("accounted for " + (served + gaveUp.get()));
            System.out.println(gaveUp.get() >= THREADS / 8 ? "some gave up" : "none gave up");
        }

        private void pass(int way) {
            try {
                if (lockSomehow(way)) {
                    try {
                        while (way == 3 && !isOpen) {
                            open.awaitUninterruptibly();
                        }
                        served++;
                        Thread.yield(); // to the others, with the lock held
                    } finally {
                        lock.unlock();
                    }
                } else {
                    gaveUp.incrementAndGet();
                }
            } catch (InterruptedException e) {
                gaveUp.incrementAndGet();
            }
            done.incrementAndGet();
        }

        private boolean lockSomehow(int way) throws InterruptedException {
            boolean locked = true;
            switch (way) {
                case 0 -> lock.lockInterruptibly();
                case 1 -> {
                    int micros = ThreadLocalRandom.current().nextInt(200_000);
                    locked = lock.tryLock(micros, TimeUnit.MICROSECONDS);
                }
                default -> lock.lock();
            }
            return locked;
        }

        private void tick(AtomicLong ticks) {
            while (done.get() < THREADS) {
                ticks.incrementAndGet();
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotKeepTheOnlyCarrier(boolean fair) throws Exception {
        try (ChildJvm child = ChildJvm.start(Crowd.class, ONE_CARRIER, fair)) {
            assertThat(child.outputOfSuccess())
                    .contains("accounted for " + Crowd.THREADS)
                    .contains("some gave up");
        }
    }

    /**
     * Both kinds in one queue, on all carriers: all work is done, and each kind does its part,
     * without a time limit.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldServePlatformAndVirtualThreadsAlike(boolean fair) throws Exception {
        FutexReentrantLock lock = new FutexReentrantLock(fair);
        int share = 5_000;
        int[] total = new int[1];
        List<TestThreads.Task<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            TestThreads.Kind kind = TestThreads.Kind.values()[i & 1];
            threads.add(
                    TestThreads.start(
                            kind,
                            () -> {
                                for (int k = 0; k < share; k++) {
                                    lock.lock();
                                    total[0]++;
                                    if ((total[0] & 63) == 0) {
                                        Thread.yield(); // lets the others find it held
                                    }
                                    lock.unlock();
                                }
                                return null;
                            }));
        }
        for (TestThreads.Task<Void> thread : threads) {
            thread.get();
        }
        assertThat(total[0]).isEqualTo(6 * share);
    }
}
