package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.TestThreads;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Virtual threads that wait for a {@link Mutex}, on one carrier and beside platform threads. */
@Timeout(600)
class MutexVirtualThreadsTest {

    private static final TestThreads.Kind[] KINDS = {
        TestThreads.Kind.PLATFORM, TestThreads.Kind.VIRTUAL
    };
    private static final int ROUNDS = 1_000_000;
    private static final int TURNS = 100_000;

    @BeforeEach
    void needVirtualThreads() {
        TestThreads.assumeVirtual();
    }

    /** A JVM with one carrier: if any wait kept the carrier, no thread would continue. */
    static final class OneCarrier {

        private static final int THREADS = 10_000;

        private OneCarrier() {}

        public static void main(String[] arguments) throws InterruptedException {
            Mutex mutex = new Mutex();
            int[] held = new int[1];
            AtomicInteger done = new AtomicInteger();
            AtomicInteger gaveUp = new AtomicInteger();
            AtomicLong ticks = new AtomicLong();
            Thread ticker = TestThreads.Kind.VIRTUAL.start(() -> tick(ticks, done));
            List<Thread> threads = new ArrayList<>();
            mutex.lock(); // so that waiters accumulate
            for (int i = 0; i < THREADS; i++) {
                int way = i % 4;
                threads.add(
                        TestThreads.Kind.VIRTUAL.start(
                                () -> {
                                    if (lockSomehow(mutex, way)) {
                                        held[0]++;
                                        Thread.yield(); // to the others, with the mutex held
                                        mutex.unlock();
                                    } else {
                                        gaveUp.incrementAndGet();
                                    }
                                    done.incrementAndGet();
                                }));
            }
            for (int i = 0; i < THREADS; i += 8) {
                threads.get(i).interrupt();
            }
            long before = ticks.get();
            while (ticks.get() < before + 5) {
                Thread.onSpinWait(); // the ticker continues while all others wait
            }
            mutex.unlock();
            for (Thread thread : threads) {
                thread.join();
            }
            ticker.join();
            System.out.println("accounted for " + (held[0] + gaveUp.get()));
            System.out.println(gaveUp.get() >= THREADS / 8 ? "some gave up" : "none gave up");
        }

        private static boolean lockSomehow(Mutex mutex, int way) {
            try {
                switch (way) {
                    case 0 -> mutex.lockInterruptibly();
                    case 1 -> {
                        int micros = ThreadLocalRandom.current().nextInt(200_000);
                        return mutex.tryLock(micros, TimeUnit.MICROSECONDS);
                    }
                    default -> mutex.lock();
                }
                return true;
            } catch (InterruptedException e) {
                return false;
            }
        }

        private static void tick(AtomicLong ticks, AtomicInteger done) {
            while (done.get() < THREADS) {
                ticks.incrementAndGet();
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @Test
    void shouldNotKeepTheOnlyCarrier() throws Exception {
        List<String> oneCarrier =
                List.of(
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=1");
        try (ChildJvm child = ChildJvm.start(OneCarrier.class, oneCarrier)) {
            assertThat(child.outputOfSuccess())
                    .contains("accounted for " + OneCarrier.THREADS)
                    .contains("some gave up");
        }
    }

    /**
     * The wakes of a contended mutex alternate between the two kinds, but the mutex goes to the
     * first thread that comes. So the scheduler decides the shares, and the contract promises none.
     * It promises that neither kind starves: the round continues until both have had their turns,
     * with any shares.
     */
    @Test
    void shouldServePlatformAndVirtualThreadsAlike() throws Exception {
        Mutex mutex = new Mutex();
        int[] total = new int[1];
        int[] ofKind = new int[2];
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int kind = i & 1;
            threads.add(
                    KINDS[kind].start(
                            () -> {
                                boolean more = true;
                                while (more) {
                                    mutex.lock();
                                    more = total[0] < ROUNDS || least(ofKind) < TURNS;
                                    if (more) {
                                        total[0]++;
                                        ofKind[kind]++;
                                    }
                                    if ((total[0] & 63) == 0) {
                                        Thread.yield(); // lets the others find it held
                                    }
                                    mutex.unlock();
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(ofKind[0] + ofKind[1]).isEqualTo(total[0]).isGreaterThanOrEqualTo(ROUNDS);
        assertThat(least(ofKind)).isGreaterThanOrEqualTo(TURNS);
    }

    private static int least(int[] counts) {
        return Math.min(counts[0], counts[1]);
    }
}
