package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.furwock.sync.Locking.lockInTurn;
import static org.furwock.sync.ReentrantLockContractTest.passer;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.furwock.futex.Sleepers;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.sync.ReentrantSubject.Maker;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The queue's part of the contract that {@link FutexReentrantLock} shares with {@link
 * ReentrantLock}: order, overtaking, and inspection by other threads.
 */
@Timeout(600)
class ReentrantLockQueueContractTest {

    private static final int CROWD = 8;

    static Stream<Maker> makers() {
        return ReentrantSubject.makers();
    }

    @ParameterizedTest
    @MethodSource("makers")
    void shouldShowItsQueueAsItIs(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        assertThat(lock.hasQueuedThreads()).isFalse();
        assertThat(lock.getQueuedThreads()).isEmpty();
        assertThatThrownBy(() -> lock.hasQueuedThread(null))
                .isInstanceOf(NullPointerException.class);
        lock.lock();
        Background<?> first = passer(lock);
        lock.awaitQueued(first.thread());
        Background<?> second = Background.run(lock::lockInterruptibly);
        lock.awaitQueued(second.thread());
        Background<?> third = passer(lock);
        lock.awaitQueued(third.thread());

        assertThat(lock.hasQueuedThreads()).isTrue();
        assertThat(lock.getQueueLength()).isEqualTo(3);
        assertThat(lock.getQueuedThreads())
                .as("the last one first")
                .containsExactly(third.thread(), second.thread(), first.thread());
        assertThat(lock.hasQueuedThread(Thread.currentThread())).isFalse();

        second.interrupt();
        second.joinExpecting(InterruptedException.class);
        assertThat(lock.hasQueuedThread(second.thread())).isFalse();
        assertThat(lock.getQueueLength()).isEqualTo(2);
        assertThat(lock.getQueuedThreads()).containsExactly(third.thread(), first.thread());

        lock.unlock();
        first.join();
        third.join();
        assertThat(lock.hasQueuedThreads()).isFalse();
        assertThat(lock.getQueueLength()).isZero();
        assertThat(lock.hasQueuedThread(first.thread())).isFalse();
    }

    @ParameterizedTest
    @MethodSource("makers")
    void shouldServeInTheOrderOfArrivalIfFair(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        for (int round = 0; round < 20 && maker.fair(); round++) {
            List<Integer> served = new ArrayList<>();
            List<Background<?>> threads = new ArrayList<>();
            lock.lock();
            for (int i = 0; i < CROWD; i++) {
                int number = i;
                Background<?> thread =
                        Background.run(
                                () -> {
                                    lock.lock();
                                    served.add(number);
                                    lock.unlock();
                                });
                threads.add(thread);
                lock.awaitQueued(thread.thread());
            }
            lock.unlock();
            for (Background<?> thread : threads) {
                thread.join();
            }
            assertThat(served).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        }
    }

    /**
     * The untimed tryLock may overtake; the timed one and lock do so only if the lock is unfair.
     */
    @ParameterizedTest
    @MethodSource("makers")
    void shouldOvertakeOnlyByTheUntimedTryLockIfFair(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        int overtaken = 0;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (overtaken == 0 && System.nanoTime() - end < 0) {
            lock.lock();
            AtomicInteger mayUnlock = new AtomicInteger();
            Background<?> waiter =
                    Background.run(
                            () -> {
                                lock.lock();
                                while (mayUnlock.get() == 0) {
                                    Thread.onSpinWait();
                                }
                                lock.unlock();
                            });
            lock.awaitQueued(waiter.thread());
            lock.unlock();
            if (maker.fair()) {
                assertThat(lock.tryLock(0, TimeUnit.SECONDS)).isFalse();
                assertThat(lock.tryLock(-1, TimeUnit.SECONDS)).isFalse();
                lock.tryLock(1, TimeUnit.NANOSECONDS); // behind the waiter, and too late
                assertThat(lock.isHeldByCurrentThread()).isFalse();
            }
            // The only chance: the waiter is on its way, or already has the lock.
            if (!maker.fair() && lock.tryLock()) {
                overtaken++;
                lock.unlock();
            }
            mayUnlock.set(1);
            waiter.join();
            if (maker.fair()) {
                overtaken += overtakesByTryLock(lock) ? 1 : 0;
            }
        }
        assertThat(overtaken).as("in half a minute of trying").isPositive();
    }

    private static boolean overtakesByTryLock(ReentrantSubject lock) throws Exception {
        lock.lock();
        Background<?> waiter = passer(lock);
        lock.awaitQueued(waiter.thread());
        lock.unlock();
        boolean locked = lock.tryLock();
        boolean overtaken = locked && lock.hasQueuedThread(waiter.thread());
        if (locked) {
            lock.unlock();
        }
        waiter.join();
        return overtaken;
    }

    // Inspection by other threads.

    @ParameterizedTest
    @MethodSource("makers")
    void shouldShowADeadlockToManagement(Maker maker) throws Exception {
        ReentrantSubject left = maker.make();
        ReentrantSubject right = maker.make();
        Background<?> one = lockInTurn(left, right, right::isLocked);
        Background<?> two = lockInTurn(right, left, left::isLocked);
        left.awaitQueued(two.thread());
        right.awaitQueued(one.thread());
        Blocked.await(one.thread(), two.thread());

        ThreadMXBean management = ManagementFactory.getThreadMXBean();
        // A deadlock that an earlier test left behind would be seen as well.
        Sleepers.await(() -> found(management, one, two), () -> "the deadlock should be found");
        one.interrupt();
        one.joinExpecting(InterruptedException.class);
        two.join();
    }

    private static boolean found(ThreadMXBean management, Background<?> one, Background<?> two) {
        long[] ids = management.findDeadlockedThreads();
        List<Long> found = new ArrayList<>();
        for (int i = 0; ids != null && i < ids.length; i++) {
            found.add(ids[i]);
        }
        return found.contains(one.thread().getId()) && found.contains(two.thread().getId());
    }
}
