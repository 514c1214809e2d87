package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.furwock.sync.Locking.tryElsewhere;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.furwock.sync.ReadWriteSubject.Inspected;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of the JDK's ReentrantReadWriteLock, on it and on ours. */
@Timeout(600)
class ReadWriteLockContractTest {

    private static final String SUBJECTS = "org.furwock.sync.ReadWriteSubject#all";

    private static Background<?> waiter(Lock lock) {
        return Background.run(
                        () -> {
                            lock.lock();
                            lock.unlock();
                        })
                .awaitBlocked();
    }

    private static boolean elsewhere(Background.Body<Boolean> body) throws Exception {
        return Background.call(body).join();
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void shouldLetReadersInTogetherAndWritersAlone(ReadWriteSubject subject) throws Exception {
        Inspected lock = subject.make();
        assertThat(lock.isFair()).isEqualTo(subject.fair());
        lock.readLock().lock();
        assertThat(tryElsewhere(lock.readLock())).isTrue();
        assertThat(tryElsewhere(lock.writeLock())).isFalse();
        lock.readLock().unlock();
        lock.writeLock().lock();
        assertThat(tryElsewhere(lock.readLock())).isFalse();
        assertThat(tryElsewhere(lock.writeLock())).isFalse();
        lock.writeLock().unlock();
        assertThat(tryElsewhere(lock.writeLock())).isTrue();
        assertThat(tryElsewhere(lock.readLock())).isTrue();
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void shouldCountHolds(ReadWriteSubject subject) throws Exception {
        Inspected lock = subject.make();
        Lock read = lock.readLock();
        Lock write = lock.writeLock();
        LockHolder other = new LockHolder(read);
        for (int i = 1; i <= 3; i++) {
            read.lock();
            assertThat(lock.getReadHoldCount()).isEqualTo(i);
            assertThat(lock.getReadLockCount()).isEqualTo(i + 1);
        }
        for (int i = 2; i >= 0; i--) {
            read.unlock();
            assertThat(lock.getReadHoldCount()).isEqualTo(i);
            assertThat(lock.getReadLockCount()).isEqualTo(i + 1);
        }
        other.letGo();
        assertThat(lock.getReadLockCount()).isZero();
        for (int i = 1; i <= 3; i++) {
            write.lock();
            assertThat(lock.getWriteHoldCount()).isEqualTo(i);
        }
        assertThat(elsewhere(() -> lock.getWriteHoldCount() == 0)).isTrue();
        assertThat(lock.isWriteLocked()).isTrue();
        assertThat(lock.isWriteLockedByCurrentThread()).isTrue();
        assertThat(elsewhere(lock::isWriteLockedByCurrentThread)).isFalse();
        assertThat(lock.getOwner()).isSameAs(Thread.currentThread());
        for (int i = 2; i >= 0; i--) {
            write.unlock();
            assertThat(lock.getWriteHoldCount()).isEqualTo(i);
        }
        assertThat(lock.isWriteLocked()).isFalse();
        assertThat(lock.getOwner()).isNull();
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void shouldRefuseToUnlockWhatTheCallerDoesNotHold(ReadWriteSubject subject) throws Exception {
        Inspected lock = subject.make();
        for (Lock side : List.of(lock.readLock(), lock.writeLock())) {
            assertThatThrownBy(side::unlock).isInstanceOf(IllegalMonitorStateException.class);
            side.lock();
            Background.run(side::unlock).joinExpecting(IllegalMonitorStateException.class);
            side.unlock();
            assertThatThrownBy(side::unlock).isInstanceOf(IllegalMonitorStateException.class);
        }
        lock.readLock().lock();
        assertThatThrownBy(lock.writeLock()::unlock)
                .isInstanceOf(IllegalMonitorStateException.class);
        lock.readLock().unlock();
        assertThat(tryElsewhere(lock.writeLock())).isTrue();
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void shouldDowngradeAndNotUpgrade(ReadWriteSubject subject) throws Exception {
        Inspected lock = subject.make();
        lock.writeLock().lock();
        lock.readLock().lock();
        assertThat(lock.getReadLockCount()).isEqualTo(1);
        assertThat(lock.readLock().tryLock()).isTrue();
        lock.readLock().unlock();
        lock.writeLock().unlock();
        assertThat(lock.getReadHoldCount()).isEqualTo(1);
        assertThat(tryElsewhere(lock.readLock())).isTrue();
        assertThat(tryElsewhere(lock.writeLock())).isFalse();
        assertThat(lock.writeLock().tryLock()).isFalse();
        assertThat(lock.writeLock().tryLock(1, TimeUnit.MILLISECONDS)).isFalse();
        lock.readLock().unlock();
        Background<?> upgrading =
                Background.run(
                                () -> {
                                    lock.readLock().lock();
                                    lock.writeLock().lockInterruptibly();
                                })
                        .awaitBlocked();
        upgrading.interrupt();
        upgrading.joinExpecting(InterruptedException.class);
        assertThat(lock.getReadLockCount()).as("left locked by a thread that ended").isEqualTo(1);
        assertThat(lock.writeLock().tryLock()).isFalse();
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void shouldLetReadersInAgainAlthoughAWriterWaits(ReadWriteSubject subject) throws Exception {
        Inspected lock = subject.make();
        lock.readLock().lock();
        Background<?> writer = waiter(lock.writeLock());
        lock.readLock().lock();
        lock.readLock().lockInterruptibly();
        assertThat(lock.readLock().tryLock(1, TimeUnit.MILLISECONDS)).isTrue();
        assertThat(lock.getReadHoldCount()).isEqualTo(4);
        for (int i = 0; i < 4; i++) {
            assertThat(writer.isDone()).isFalse();
            lock.readLock().unlock();
        }
        writer.join();
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void shouldMakeNewReadersWaitBehindAWriterButForATry(ReadWriteSubject subject)
            throws Exception {
        Inspected lock = subject.make();
        lock.readLock().lock();
        Background<?> writer = waiter(lock.writeLock());
        assertThat(tryElsewhere(lock.readLock())).as("past the writer").isTrue();
        assertThat(elsewhere(() -> lock.readLock().tryLock(0, TimeUnit.SECONDS))).isFalse();
        assertThat(elsewhere(() -> lock.readLock().tryLock(1, TimeUnit.MILLISECONDS))).isFalse();
        Background<?> reader = waiter(lock.readLock());
        assertThat(lock.isWriteLocked()).isFalse();
        assertThat(lock.getOwner()).isNull();
        lock.readLock().unlock();
        writer.join();
        reader.join();
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void shouldShowItsWaiters(ReadWriteSubject subject) throws Exception {
        Inspected lock = subject.make();
        assertThat(lock.hasQueuedThreads()).isFalse();
        assertThatThrownBy(() -> lock.hasQueuedThread(null))
                .isInstanceOf(NullPointerException.class);
        LockHolder holder = new LockHolder(lock.readLock());
        Background<?> writer = waiter(lock.writeLock());
        Background<?> reader = waiter(lock.readLock());
        Background<?> second = waiter(lock.writeLock());
        assertThat(lock.hasQueuedThreads()).isTrue();
        assertThat(lock.hasQueuedThread(writer.thread())).isTrue();
        assertThat(lock.hasQueuedThread(Thread.currentThread())).isFalse();
        assertThat(lock.getQueueLength()).isEqualTo(3);
        assertThat(lock.getQueuedThreads())
                .containsExactly(second.thread(), reader.thread(), writer.thread());
        assertThat(lock.getQueuedWriterThreads()).containsExactly(second.thread(), writer.thread());
        assertThat(lock.getQueuedReaderThreads()).containsExactly(reader.thread());
        holder.letGo();
        writer.join();
        reader.join();
        second.join();
        assertThat(lock.getQueuedThreads()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void shouldEndWaitsByInterruptsAndTimeOuts(ReadWriteSubject subject) throws Exception {
        Inspected lock = subject.make();
        for (Lock held : List.of(lock.readLock(), lock.writeLock())) {
            LockHolder holder = new LockHolder(held);
            for (Lock side : List.of(lock.writeLock(), lock.readLock())) {
                if (held == lock.readLock() && side == lock.readLock()) {
                    continue;
                }
                Background<?> one = Background.run(side::lockInterruptibly).awaitBlocked();
                Background<?> two =
                        Background.run(() -> side.tryLock(1, TimeUnit.HOURS)).awaitBlocked();
                Background<Boolean> late =
                        Background.call(
                                () -> {
                                    long start = System.nanoTime();
                                    boolean got = side.tryLock(20, TimeUnit.MILLISECONDS);
                                    return got || System.nanoTime() - start < 20_000_000;
                                });
                Background<Boolean> stubborn =
                        Background.call(
                                () -> {
                                    side.lock();
                                    side.unlock();
                                    return Thread.interrupted();
                                });
                stubborn.awaitBlocked().interrupt();
                one.interrupt();
                one.joinExpecting(InterruptedException.class);
                two.interrupt();
                two.joinExpecting(InterruptedException.class);
                assertThat(late.join()).as("early, or locked").isFalse();
                assertThat(stubborn.isDone()).isFalse();
                holder.letGo();
                assertThat(stubborn.join()).as("kept").isTrue();
                holder = new LockHolder(held);
            }
            holder.letGo();
        }
        assertThat(lock.hasQueuedThreads()).isFalse();
        assertThat(tryElsewhere(lock.writeLock())).isTrue();
    }

    /** Threads behind a writer that gives up do not wait for the lock that it waited for. */
    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void shouldLetReadersInWhenTheWriterBeforeThemGivesUp(ReadWriteSubject subject)
            throws Exception {
        Inspected lock = subject.make();
        lock.readLock().lock();
        Background<?> writer = Background.run(lock.writeLock()::lockInterruptibly).awaitBlocked();
        Background<?> first = waiter(lock.readLock());
        Background<?> second = waiter(lock.readLock());
        writer.interrupt();
        writer.joinExpecting(InterruptedException.class);
        first.join();
        second.join();
        assertThat(lock.getReadLockCount()).isEqualTo(1);
        assertThat(tryElsewhere(lock.writeLock())).isFalse();
        lock.readLock().unlock();
        assertThat(tryElsewhere(lock.writeLock())).isTrue();
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void shouldThrowAtOnceIfInterruptedBefore(ReadWriteSubject subject) throws Exception {
        Inspected lock = subject.make();
        for (Lock side : List.of(lock.readLock(), lock.writeLock())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(side::lockInterruptibly).isInstanceOf(InterruptedException.class);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> side.tryLock(0, TimeUnit.SECONDS))
                    .isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
            Thread.currentThread().interrupt();
            side.lock();
            assertThat(Thread.interrupted()).as("kept").isTrue();
            side.unlock();
            assertThat(side.tryLock(-1, TimeUnit.SECONDS)).isTrue();
            side.unlock();
            assertThat(side.tryLock(Long.MAX_VALUE, TimeUnit.DAYS)).isTrue();
            side.unlock();
            assertThatThrownBy(() -> side.tryLock(1, null))
                    .isInstanceOf(NullPointerException.class);
        }
        assertThat(tryElsewhere(lock.writeLock())).isTrue();
    }

    /** As often as the original of JDK 17 allows. Later JDKs and our class allow more. */
    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void shouldBeHeldManyTimes(ReadWriteSubject subject) throws Exception {
        Inspected lock = subject.make();
        int times = 65_535;
        for (Lock side : List.of(lock.readLock(), lock.writeLock())) {
            for (int i = 0; i < times; i++) {
                side.lock();
            }
            for (int i = 0; i < times; i++) {
                side.unlock();
            }
            assertThatThrownBy(side::unlock).isInstanceOf(IllegalMonitorStateException.class);
        }
        assertThat(tryElsewhere(lock.writeLock())).isTrue();
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void shouldServeInOrderIfFair(ReadWriteSubject subject) throws Exception {
        Inspected lock = new ReadWriteSubject(subject.ours(), true, subject.hot()).make();
        StringBuffer order = new StringBuffer();
        lock.writeLock().lock();
        Background<?> one = noting(lock.readLock(), order, "r");
        Background<?> two = noting(lock.writeLock(), order, "w");
        Background<?> three = noting(lock.readLock(), order, "s");
        Background<?> four = noting(lock.writeLock(), order, "x");
        lock.writeLock().unlock();
        for (Background<?> each : List.of(one, two, three, four)) {
            each.join();
        }
        assertThat(order).hasToString("rwsx");
    }

    private static Background<?> noting(Lock lock, StringBuffer order, String name) {
        return Background.run(
                        () -> {
                            lock.lock();
                            order.append(name);
                            lock.unlock();
                        })
                .awaitBlocked();
    }
}
