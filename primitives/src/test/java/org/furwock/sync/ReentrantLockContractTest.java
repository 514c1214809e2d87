package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.furwock.futex.Sleepers;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.sync.ReentrantSubject.Maker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract that {@link FutexReentrantLock} shares with {@link ReentrantLock}, beyond the
 * contract of every lock ({@link LockContractTest}). For its conditions see {@link
 * ReentrantConditionContractTest}.
 */
@Timeout(600)
class ReentrantLockContractTest {

    private static final int CROWD = 8;
    private static final int ROUNDS = 300;

    static Stream<Maker> makers() {
        return ReentrantSubject.makers();
    }

    private static Background<?> passer(Lock lock) {
        return Background.run(
                () -> {
                    lock.lock();
                    lock.unlock();
                });
    }

    // Holding.

    @Test
    void shouldBeUnfairUnlessAskedToBeFair() {
        assertThat(new FutexReentrantLock().isFair()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("makers")
    void shouldCountHoldsHoweverTheyWereGot(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        assertThat(lock.isFair()).isEqualTo(maker.fair());
        assertThat(lock.getHoldCount()).isZero();
        lock.lock();
        lock.lockInterruptibly();
        assertThat(lock.tryLock()).isTrue();
        assertThat(lock.tryLock(1, TimeUnit.HOURS)).isTrue();
        assertThat(lock.tryLock(0, TimeUnit.HOURS)).isTrue();
        assertThat(lock.getHoldCount()).isEqualTo(5);
        assertThat(Background.call(lock::getHoldCount).join()).isZero();
        for (int left = 4; left >= 0; left--) {
            assertThat(lock.isLocked()).isTrue();
            assertThat(Background.call(lock::tryLock).join()).isFalse();
            lock.unlock();
            assertThat(lock.getHoldCount()).isEqualTo(left);
        }
        assertThat(lock.isLocked()).isFalse();
        passer(lock).join();
    }

    @ParameterizedTest
    @MethodSource("makers")
    void shouldKnowItsOwner(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        assertThat(lock.getOwner()).isNull();
        assertThat(lock.isHeldByCurrentThread()).isFalse();
        lock.lock();
        assertThat(lock.getOwner()).isSameAs(Thread.currentThread());
        assertThat(lock.isHeldByCurrentThread()).isTrue();
        assertThat(Background.call(lock::isHeldByCurrentThread).join()).isFalse();
        assertThat(Background.call(lock::getOwner).join()).isSameAs(Thread.currentThread());
        lock.unlock();
        assertThat(lock.getOwner()).isNull();
        assertThat(lock.isHeldByCurrentThread()).isFalse();

        lock.lock();
        Background<Boolean> heir =
                Background.call(
                        () -> {
                            lock.lock();
                            try {
                                return lock.getOwner() == Thread.currentThread();
                            } finally {
                                lock.unlock();
                            }
                        });
        lock.awaitQueued(heir.thread());
        lock.unlock();
        assertThat(heir.join()).as("the waiter is the owner").isTrue();
    }

    @ParameterizedTest
    @MethodSource("makers")
    void shouldRefuseToBeUnlockedByAnybodyElse(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
        lock.lock();
        lock.lock();
        Background.run(lock::unlock).joinExpecting(IllegalMonitorStateException.class);
        assertThat(lock.getHoldCount()).isEqualTo(2);
        lock.unlock();
        lock.unlock();
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
        assertThat(lock.isLocked()).isFalse();
        passer(lock).join();
    }

    @ParameterizedTest
    @MethodSource("makers")
    void shouldNameItsHolderInItsText(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        String name = lock.getClass().getName() + "@" + Integer.toHexString(lock.hashCode());
        assertThat(lock).hasToString(name + "[Unlocked]");
        lock.lock();
        String owner = Thread.currentThread().getName();
        assertThat(lock).hasToString(name + "[Locked by thread " + owner + "]");
        assertThat(Background.call(lock::toString).join())
                .isEqualTo(name + "[Locked by thread " + owner + "]");
        lock.unlock();
        assertThat(lock).hasToString(name + "[Unlocked]");
    }

    @ParameterizedTest
    @MethodSource("makers")
    void shouldBeCopiedUnlockedAndAsFair(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        lock.lock();
        lock.lock();
        Background<?> waiter = passer(lock);
        lock.awaitQueued(waiter.thread());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(lock);
        }
        ReentrantSubject copy;
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            copy = (ReentrantSubject) in.readObject();
        }
        assertThat(copy.isLocked()).isFalse();
        assertThat(copy.isFair()).isEqualTo(maker.fair());
        assertThat(copy.getHoldCount()).isZero();
        assertThat(copy.hasQueuedThreads()).isFalse();
        copy.lock();
        Background<?> passer = passer(copy);
        copy.awaitQueued(passer.thread());
        copy.unlock();
        passer.join();
        lock.unlock();
        lock.unlock();
        waiter.join();
    }

    // The queue.

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

    // Interrupts and time.

    @ParameterizedTest
    @MethodSource("makers")
    void shouldThrowIfInterruptedBeforeTheUnlock(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        for (int round = 0; round < ROUNDS; round++) {
            boolean timed = (round & 1) == 0;
            lock.lock();
            Background<?> waiter =
                    Background.run(
                            () -> {
                                if (timed) {
                                    lock.tryLock(1, TimeUnit.HOURS);
                                } else {
                                    lock.lockInterruptibly();
                                }
                            });
            waiter.awaitBlocked().interrupt();
            Sleepers.await(() -> !lock.hasQueuedThreads(), () -> "it should leave " + lock);
            lock.unlock();
            waiter.joinExpecting(InterruptedException.class);
            assertThat(lock.isLocked()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("makers")
    void shouldThrowIfInterruptedBeforeEvenIfTheLockIsFreeOrOwn(Maker maker) {
        ReentrantSubject lock = maker.make();
        for (int holds = 0; holds < 2; holds++) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(lock::lockInterruptibly).isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> lock.tryLock(0, TimeUnit.SECONDS))
                    .isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
            assertThat(lock.getHoldCount()).isEqualTo(holds);
            Thread.currentThread().interrupt();
            lock.lock();
            assertThat(lock.tryLock()).isTrue();
            lock.unlock();
            assertThat(Thread.interrupted()).as("the untimed ones keep it").isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("makers")
    void shouldWaitThroughInterruptsInLockAndKeepOne(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        lock.lock();
        Background<Boolean> before =
                Background.call(
                        () -> {
                            Thread.currentThread().interrupt();
                            lock.lock();
                            lock.unlock();
                            return Thread.interrupted();
                        });
        lock.awaitQueued(before.thread());
        before.awaitBlocked();
        for (int i = 0; i < 10; i++) {
            before.interrupt();
        }
        assertThat(lock.hasQueuedThread(before.thread())).isTrue();
        lock.unlock();
        assertThat(before.join()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("makers")
    void shouldLeaveTheQueueWhenTheTimeIsOver(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        lock.lock();
        long nanos = TimeUnit.MILLISECONDS.toNanos(10);
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            assertThat(Background.call(() -> lock.tryLock(nanos, TimeUnit.NANOSECONDS)).join())
                    .isFalse();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(nanos);
            assertThat(lock.hasQueuedThreads()).isFalse();
        }
        assertThat(Background.call(() -> lock.tryLock(Long.MIN_VALUE, TimeUnit.DAYS)).join())
                .isFalse();
        Background<Boolean> forEver =
                Background.call(() -> lock.tryLock(Long.MAX_VALUE, TimeUnit.DAYS));
        lock.awaitQueued(forEver.thread());
        lock.unlock();
        assertThat(forEver.join()).isTrue();
    }

    // Inspection by other threads.

    @ParameterizedTest
    @MethodSource("makers")
    void shouldShowADeadlockToManagement(Maker maker) throws Exception {
        ReentrantSubject left = maker.make();
        ReentrantSubject right = maker.make();
        Background<?> one = deadlock(left, right);
        Background<?> two = deadlock(right, left);
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

    private static Background<?> deadlock(ReentrantSubject first, ReentrantSubject second) {
        return Background.run(
                () -> {
                    first.lock();
                    try {
                        while (!second.isLocked()) {
                            Thread.onSpinWait();
                        }
                        second.lockInterruptibly();
                        second.unlock();
                    } finally {
                        first.unlock();
                    }
                });
    }
}
