package org.furwock.locks;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.furwock.sync.Locking.lockAndUnlock;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.futex.TestThreads.Task;
import org.furwock.sync.Background;
import org.furwock.sync.ReadWriteHammer;
import org.furwock.sync.ReadWriteSubject;
import org.furwock.sync.Sleepless;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that are specific to {@link FutexReentrantReadWriteLock}. */
@Timeout(600)
class FutexReentrantReadWriteLockTest {

    @ParameterizedTest
    @CsvSource({"false, 0", "false, 10", "false, 100", "false, 512", "true, 10", "true, 300"})
    void shouldKeepWritersAndReadersApartAndLoseNobody(boolean fair, int writesIn1024) {
        hammer(fair, writesIn1024, Kind.PLATFORM, 2);
        hammer(fair, writesIn1024, Kind.PLATFORM, 5);
    }

    private static void hammer(boolean fair, int writesIn1024, Kind kind, int threads) {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock(fair);
        new ReadWriteHammer(lock, writesIn1024).run(kind, threads);
        assertThat(lock.getReadLockCount()).isZero();
        assertThat(lock.hasQueuedThreads()).isFalse();
    }

    /** As in the original: otherwise the thread would wait for its own read hold. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGiveUpItsReadHoldsDuringAWait(boolean isHot) throws Exception {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
        if (isHot) {
            ReadWriteSubject.heat(lock.readLock());
        }
        Condition condition = lock.writeLock().newCondition();
        lock.writeLock().lock();
        lock.readLock().lock();
        lock.readLock().lock();
        Task<Void> signaller =
                TestThreads.start(
                        () -> {
                            lock.writeLock().lock();
                            condition.signal();
                            lock.writeLock().unlock();
                            return null;
                        });

        condition.awaitUninterruptibly();

        signaller.get();
        assertThat(condition.await(0, TimeUnit.SECONDS)).isFalse();
        assertThat(lock.getReadHoldCount()).isEqualTo(2);
        assertThat(lock.getReadLockCount()).isEqualTo(2);
        assertThat(lock.getWriteHoldCount()).isEqualTo(1);
        lock.readLock().unlock();
        lock.readLock().unlock();
        lock.writeLock().unlock();
        assertThat(TestThreads.start(() -> lock.writeLock().tryLock()).get()).isTrue();
    }

    /** Writes are so rare that readers have no fence, and the writer must run theirs. */
    @Test
    void shouldSeeReadersThatRunNoFence() {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
        ReadWriteSubject.heat(lock.readLock());
        ReadWriteHammer.assertSeesReadersWithoutFence(lock, 5_000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldServeVirtualThreads(boolean fair) {
        TestThreads.assumeVirtual();
        hammer(fair, 100, Kind.VIRTUAL, 6);
    }

    @Test
    void shouldHoldWithTheOtherReleaseToo() throws Exception {
        List<String> options = List.of("-Dfurwock.release=exchange", "-XX:TieredStopAtLevel=4");
        try (ChildJvm child = ChildJvm.start(ReadWriteHammer.class, options)) {
            assertThat(child.outputOfSuccess()).endsWith("exchange held");
        }
    }

    @Test
    void shouldSurviveInterruptsAtEveryMoment() throws Exception {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
        CountDownLatch end = new CountDownLatch(1);
        List<Background<?>> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            threads.add(Background.run(() -> lockUntil(end, lock, number)));
        }
        for (int i = 0; i < 20_000; i++) {
            threads.get(i % 3).interrupt();
            for (int k = ThreadLocalRandom.current().nextInt(100); k > 0; k--) {
                Thread.onSpinWait();
            }
        }
        end.countDown();
        for (Background<?> thread : threads) {
            thread.join();
        }
        assertThat(lock.getReadLockCount()).isZero();
        assertThat(lock.writeLock().tryLock()).isTrue();
    }

    private static void lockUntil(
            CountDownLatch end, FutexReentrantReadWriteLock lock, int number) {
        for (int i = number; end.getCount() > 0; i++) {
            Lock side = i % 3 == 0 ? lock.writeLock() : lock.readLock();
            try {
                side.lockInterruptibly();
                side.unlock();
            } catch (InterruptedException e) {
                // the next round shows whether it left anything behind
            }
        }
    }

    /** Also at the moment when the writer has left the queue and does not write yet. */
    @Test
    void shouldLetNoReaderPastAWriterThatCameFirstIfFair() {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock(true);
        lockAndUnlock(lock.readLock(), 5_000); // by reader slots from here on
        for (int i = 0; i < 300; i++) {
            AtomicReference<String> first = new AtomicReference<>();
            lock.writeLock().lock();
            Task<Boolean> writer =
                    TestThreads.start(
                            () -> {
                                lock.writeLock().lock();
                                boolean isFirst = first.compareAndSet(null, "writer");
                                lock.writeLock().unlock();
                                return isFirst;
                            });
            Sleepers.await(() -> lock.hasQueuedThread(writer.thread()), () -> "not queued");
            CountDownLatch started = new CountDownLatch(1);
            Task<Boolean> reader =
                    TestThreads.start(
                            () -> {
                                started.countDown();
                                while (!lock.readLock().tryLock(0, TimeUnit.NANOSECONDS)) {
                                    Thread.onSpinWait();
                                }
                                boolean isFirst = first.compareAndSet(null, "reader");
                                lock.readLock().unlock();
                                return isFirst;
                            });
            while (started.getCount() > 0) {
                Thread.onSpinWait();
            }
            lock.writeLock().unlock();
            assertThat(writer.get()).as("round %d", i).isTrue();
            assertThat(reader.get()).isFalse();
        }
    }

    @Test
    void shouldKeepNoSlotsOfThreadsThatHaveEnded() throws Exception {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
        ReadWriteSubject.heat(lock.readLock());
        for (int i = 0; i < 10 * ReaderSlots.SIZE; i++) {
            Thread reader = new Thread(() -> lockAndUnlock(lock.readLock(), 200));
            reader.start();
            reader.join();
        }
        assertThat(lock.sync.slotCount()).isBetween(2, ReaderSlots.SIZE);
        lock.writeLock().lock();
        lock.writeLock().unlock();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLetOthersInWhenAWriterCannotSleep(boolean hot) throws Exception {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
        if (hot) { // so that it waits for a reader slot, else for the count
            ReadWriteSubject.heat(lock.readLock());
        }
        lock.readLock().lock();
        Sleepless.run(
                () ->
                        assertThatThrownBy(lock.writeLock()::lockInterruptibly)
                                .hasMessage(Sleepless.MESSAGE));
        Sleepless.run(
                () -> {
                    assertThat(lock.readLock().tryLock()).isTrue();
                    lock.readLock().unlock();
                });
        lock.readLock().unlock();
        Sleepless.run(
                () -> {
                    assertThat(lock.writeLock().tryLock()).isTrue();
                    lock.writeLock().unlock();
                });
    }

    @Test
    void shouldBeFullForNobody() throws Exception {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
        int threads = 3 * ReaderSlots.SIZE;
        CountDownLatch allRead = new CountDownLatch(threads);
        CountDownLatch end = new CountDownLatch(1);
        List<Background<?>> readers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            readers.add(
                    Background.run(
                            () -> {
                                lockAndUnlock(lock.readLock(), 200);
                                lock.readLock().lock();
                                lock.readLock().lock();
                                allRead.countDown();
                                end.await();
                                lock.readLock().unlock();
                                lock.readLock().unlock();
                            }));
        }
        allRead.await();
        assertThat(lock.getReadLockCount()).isEqualTo(2 * threads);
        assertThat(lock.sync.slotCount()).isLessThanOrEqualTo(ReaderSlots.SIZE);
        assertThat(lock.writeLock().tryLock()).isFalse();
        Background<?> writer = Background.run(lock.writeLock()::lock).awaitBlocked();
        end.countDown();
        for (Background<?> reader : readers) {
            reader.join();
        }
        writer.join();
        assertThat(lock.getOwner()).isSameAs(writer.thread());
    }

    @Test
    void shouldThrowAnErrorForOneHoldTooMany() throws ReflectiveOperationException {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
        ReadWriteSubject.heat(lock.readLock());
        lock.readLock().lock();
        requireNonNull(lock.sync.ownSlot()).setHolds(Integer.MAX_VALUE);
        assertThatThrownBy(lock.readLock()::lock).isExactlyInstanceOf(Error.class);
        assertThat(lock.getReadHoldCount()).isEqualTo(Integer.MAX_VALUE);
        FutexReentrantReadWriteLock written = new FutexReentrantReadWriteLock();
        written.writeLock().lock();
        Field more = ReadWriteSync.class.getDeclaredField("more");
        more.setAccessible(true);
        more.setInt(written.sync, Integer.MAX_VALUE - 2);
        written.writeLock().lock();
        assertThat(written.getWriteHoldCount()).isEqualTo(Integer.MAX_VALUE);
        assertThatThrownBy(written.writeLock()::lock).isExactlyInstanceOf(Error.class);
        assertThat(written.getWriteHoldCount()).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeUnlockedAndAsFairAsACopy(boolean fair) throws Exception {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock(fair);
        ReadWriteSubject.heat(lock.readLock());
        lock.writeLock().lock();
        lock.readLock().lock();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(lock);
        }
        ObjectInputStream stream =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        FutexReentrantReadWriteLock copy = (FutexReentrantReadWriteLock) stream.readObject();
        assertThat(copy.isFair()).isEqualTo(fair);
        assertThat(copy.toString()).endsWith("[Write locks = 0, Read locks = 0]");
        ReadWriteSubject.heat(copy.readLock());
        copy.writeLock().lock();
        assertThat(TestThreads.start(copy.readLock()::tryLock).get()).as("one gate").isFalse();
        copy.writeLock().unlock();
    }

    @Test
    void shouldShowItsState() {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
        assertThat(lock.toString()).endsWith("[Write locks = 0, Read locks = 0]");
        lock.writeLock().lock();
        lock.writeLock().lock();
        lock.readLock().lock();
        assertThat(lock.toString()).endsWith("[Write locks = 2, Read locks = 1]");
        assertThat(lock.readLock().toString()).endsWith("[Read locks = 1]");
        assertThat(lock.writeLock().toString())
                .endsWith("[Locked by thread " + Thread.currentThread().getName() + "]");
        lock.writeLock().unlock();
        lock.writeLock().unlock();
        assertThat(lock.writeLock().toString()).endsWith("[Unlocked]");
    }

    @Test
    void shouldLetTheJvmFindADeadlock() throws Exception {
        FutexReentrantReadWriteLock left = new FutexReentrantReadWriteLock();
        FutexReentrantReadWriteLock right = new FutexReentrantReadWriteLock();
        CountDownLatch bothHold = new CountDownLatch(2);
        Background<?> one = cross(left.writeLock(), right.readLock(), bothHold);
        Background<?> two = cross(right.writeLock(), left.writeLock(), bothHold);
        Sleepers.await(
                () -> ManagementFactory.getThreadMXBean().findDeadlockedThreads() != null,
                () -> "no deadlock found");
        assertThat(LockSupport.getBlocker(one.thread()))
                .isInstanceOf(AbstractOwnableSynchronizer.class);
        one.interrupt();
        one.joinExpecting(InterruptedException.class);
        two.join();
    }

    private static Background<?> cross(Lock first, Lock second, CountDownLatch bothHold) {
        return Background.run(
                () -> {
                    first.lock();
                    try {
                        bothHold.countDown();
                        bothHold.await();
                        second.lockInterruptibly();
                        second.unlock();
                    } finally {
                        first.unlock();
                    }
                });
    }
}
