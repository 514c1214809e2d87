package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.concurrent.TimeUnit;
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
 * ReentrantConditionContractTest}, for its queue {@link ReentrantLockQueueContractTest}.
 */
@Timeout(600)
class ReentrantLockContractTest {

    private static final int ROUNDS = 300;

    static Stream<Maker> makers() {
        return ReentrantSubject.makers();
    }

    static Background<?> passer(Lock lock) {
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
        Background<Boolean> waiter =
                Background.call(
                        () -> {
                            lock.lock();
                            try {
                                return lock.getOwner() == Thread.currentThread();
                            } finally {
                                lock.unlock();
                            }
                        });
        lock.awaitQueued(waiter.thread());
        lock.unlock();
        assertThat(waiter.join()).as("the waiter is the owner").isTrue();
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
}
