package org.furwock.scoped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.furwock.sync.Mutex;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A hold that stays in its method is not allocated, once C2 has compiled that method. */
@HangBound
@SuppressWarnings("try") // a hold is there to be closed, not to be used
class HoldAllocationTest {

    private static final int ROUNDS = 20_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private int count;
    private Hold escaped;

    @BeforeAll
    static void needC2() {
        HotSpotDiagnosticMXBean flags =
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        boolean allTiers = flags.getVMOption("TieredStopAtLevel").getValue().equals("4");
        boolean compiles = System.getProperty("java.vm.info").contains("mixed mode");
        assumeTrue(compiles && allTiers, "the JVM has C2 and uses it");
    }

    @Test
    void shouldNotAllocateForAReentrantLock() {
        FutexReentrantLock lock = new FutexReentrantLock();
        awaitNoAllocation(
                () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        try (Hold hold = lock.hold()) {
                            count++;
                        }
                    }
                });
    }

    @Test
    void shouldNotAllocateForAMutex() {
        Mutex mutex = new Mutex();
        awaitNoAllocation(
                () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        try (Hold hold = mutex.hold()) {
                            count++;
                        }
                    }
                });
    }

    @Test
    void shouldNotAllocateForAReaderAndAWriter() {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
        awaitNoAllocation(
                () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        try (Hold hold = lock.writeLock().hold()) {
                            count++;
                        }
                        try (Hold hold = lock.readLock().hold()) {
                            count++;
                        }
                    }
                });
    }

    /** The measurement can fail: a hold that escapes is allocated by every compiler. */
    @Test
    void shouldSeeAHoldThatEscapes() {
        Mutex mutex = new Mutex();
        for (int batch = 0; batch < 50; batch++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUNDS; i++) {
                escaped = mutex.hold();
                escaped.close();
            }
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .isGreaterThanOrEqualTo(16L * ROUNDS);
        }
    }

    /** Repeats the batch until one of them, being compiled by then, allocates nothing at all. */
    private static void awaitNoAllocation(Runnable batch) {
        long start = System.nanoTime();
        long allocated;
        do {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            batch.run();
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        } while (allocated != 0
                && System.nanoTime() - start
                        < TimeUnit.SECONDS.toNanos(TestThreads.PATIENCE_SECONDS));
        assertThat(allocated).as("bytes in %d rounds", ROUNDS).isZero();
    }
}
