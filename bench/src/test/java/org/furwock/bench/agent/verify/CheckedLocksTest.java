package org.furwock.bench.agent.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckedLocksTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 2_000;

    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    private final Object lock = new Object();

    @AfterEach
    void endThreads() {
        executor.shutdownNow();
        Violations.clear();
    }

    @Test
    void shouldFindASecondOwner() throws Exception {
        HoldContract contract = HoldContract.exclusive(lock);
        contract.acquired(1, 1);

        executor.submit(() -> contract.acquired(1, 1)).get();

        assertThat(Violations.list()).singleElement().asString().contains("was acquired beside");
    }

    @Test
    void shouldFindAWrongHoldCount() {
        HoldContract.exclusive(lock).acquired(1, 2);

        assertThat(Violations.list())
                .singleElement()
                .asString()
                .startsWith("the lock counts 2 holds of 1");
    }

    @Test
    void shouldFindAnUnlockByAStranger() {
        HoldContract.exclusive(lock).release(() -> {});

        assertThat(Violations.list()).singleElement().asString().contains("does not hold it");
    }

    @Test
    void shouldFindAnOwnerThatCannotUnlock() {
        HoldContract contract = HoldContract.exclusive(lock);
        contract.acquired(1, 1);

        assertThatExceptionOfType(IllegalMonitorStateException.class)
                .isThrownBy(
                        () ->
                                contract.release(
                                        () -> {
                                            throw new IllegalMonitorStateException();
                                        }));
        assertThat(Violations.list()).singleElement().asString().contains("cannot be unlocked");
    }

    @Test
    void shouldFindAReaderBesideAWriter() throws Exception {
        List<HoldContract> contracts = HoldContract.readWrite(lock);
        contracts.get(1).acquired(1, 1);
        contracts.get(0).acquired(1, 1); // the writer itself may

        assertThat(Violations.list()).isEmpty();
        executor.submit(() -> contracts.get(0).acquired(1, 1)).get();
        assertThat(Violations.list()).singleElement().asString().startsWith("the read lock");
    }

    @Test
    void shouldFindNothingInALockThatIsRight() throws Exception {
        CheckedReentrantLock right = new CheckedReentrantLock();
        Condition turned = right.newCondition();
        everywhere(
                () -> {
                    right.lock();
                    right.lock();
                    turned.signalAll();
                    turned.awaitNanos(TimeUnit.MICROSECONDS.toNanos(1));
                    right.unlock();
                    right.unlock();
                    return right.tryLock(1, TimeUnit.SECONDS) && unlocked(right);
                });

        assertThat(right.isLocked()).isFalse();
        assertThat(Violations.list()).isEmpty();
    }

    private static boolean unlocked(CheckedReentrantLock lock) {
        lock.unlock();
        return true;
    }

    @Test
    void shouldFindNothingInAReadWriteLockThatIsRight() throws Exception {
        CheckedReadWriteLock right = new CheckedReadWriteLock();
        everywhere(
                () -> {
                    right.writeLock().lock();
                    right.readLock().lock();
                    right.writeLock().unlock();
                    right.readLock().unlock();
                    right.readLock().lock();
                    right.readLock().unlock();
                    return true;
                });

        assertThat(Violations.list()).isEmpty();
    }

    @Test
    void shouldFindNothingInPermitsLatchesAndBarriersThatAreRight() throws Exception {
        CheckedSemaphore permits = new CheckedSemaphore(2);
        CheckedBarrier barrier = new CheckedBarrier(THREADS);
        CheckedLatch latch = new CheckedLatch(THREADS);
        everywhere(
                () -> {
                    permits.acquire();
                    permits.release();
                    latch.countDown();
                    latch.await();
                    return barrier.await() >= 0;
                });

        assertThat(Violations.list()).isEmpty();
    }

    @Test
    void shouldCountAPermitOnceHoweverItIsTaken() throws Exception {
        CheckedSemaphore permit = new CheckedSemaphore(1);
        permit.acquireUninterruptibly();
        permit.release();
        assertThat(permit.tryAcquire(1, TimeUnit.SECONDS)).isTrue();
        permit.release();
        permit.acquire();
        permit.release();
        assertThat(permit.tryAcquire()).isTrue();
        permit.release();

        assertThat(Violations.list()).isEmpty();
    }

    private void everywhere(Callable<Boolean> work) throws Exception {
        List<Future<?>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(
                    executor.submit(
                            () -> {
                                for (int round = 0; round < ROUNDS; round++) {
                                    work.call();
                                }
                                return null;
                            }));
        }
        for (Future<?> thread : threads) {
            thread.get();
        }
    }
}
