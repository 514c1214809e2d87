package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.furwock.sync.Locking.lockAndUnlock;
import static org.furwock.sync.Locking.tryElsewhere;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@link RwLock} that is read so often that readers come in past its word. */
@HangBound
class BiasedRwLockTest {

    private final RwLock lock = new RwLock();
    private final RwLock.ReadLock read = lock.readLock();
    private final RwLock.WriteLock write = lock.writeLock();

    /** Reads until the calling thread comes in past the word. */
    private void heat() {
        assumeTrue(QueuedLock.ASYMMETRIC, "without a membarrier there is no bias");
        boolean biased;
        do {
            read.lock();
            biased = isUnknownToTheWord();
            read.unlock();
        } while (!biased);
    }

    private boolean isUnknownToTheWord() {
        return lock.state.get() == RwLockWord.FREE;
    }

    private void assertFree() {
        assertThat(lock.getReadLockCount()).isZero();
        assertThat(isUnknownToTheWord()).isTrue();
        assertThat(tryElsewhere(write)).isTrue();
        assertThat(tryElsewhere(read)).isTrue();
    }

    // Readers.

    @Test
    void shouldLetManyReadersInAndNoWriter() {
        heat();
        read.lock();
        assertThat(isUnknownToTheWord()).isTrue();
        assertThat(tryElsewhere(write)).isFalse();
        assertThat(tryElsewhere(read)).isTrue();
        assertThat(lock.getReadLockCount()).isEqualTo(1);
        assertThat(lock.toString()).endsWith("[Write locks = 0, Read locks = 1]");
        read.unlock();
        assertFree();
    }

    @Test
    void shouldCountASecondHoldOfOneThread() throws Exception {
        heat();
        read.lock();
        read.lockInterruptibly();
        assertThat(read.tryLock()).isTrue();
        assertThat(read.tryLock(1, TimeUnit.HOURS)).isTrue();
        assertThat(lock.getReadLockCount()).isEqualTo(4);
        for (int left = 3; left >= 0; left--) {
            assertThat(tryElsewhere(write)).isFalse();
            read.unlock();
            assertThat(lock.getReadLockCount()).isEqualTo(left);
        }
        assertFree();
    }

    @Test
    void shouldRefuseToUnlockWhatNobodyHolds() {
        heat();
        assertThatThrownBy(read::unlock).isInstanceOf(IllegalMonitorStateException.class);
        assertFree();
    }

    @Test
    void shouldHaveRoomForMoreThreadsThanRecords() throws Exception {
        heat();
        int threads = 3 * ReaderRecords.SIZE;
        CountDownLatch allRead = new CountDownLatch(threads);
        CountDownLatch end = new CountDownLatch(1);
        List<Background<?>> readers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            readers.add(
                    Background.run(
                            () -> {
                                lockAndUnlock(read, 2_000);
                                read.lock();
                                allRead.countDown();
                                end.await();
                                read.unlock();
                            }));
        }
        allRead.await();
        assertThat(lock.getReadLockCount()).isEqualTo(threads);
        assertThat(write.tryLock()).isFalse();
        Background<?> writer = Background.run(() -> lockAndUnlock(write)).awaitBlocked();
        end.countDown();
        for (Background<?> reader : readers) {
            reader.join();
        }
        writer.join();
        assertFree();
    }

    // A writer and a reader that the word does not know of.

    @Test
    void shouldMakeAWriterWaitForThem() throws Exception {
        for (int round = 0; round < 20; round++) {
            heat();
            CountDownLatch in = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            read.lock();
            Background<?> writer =
                    Background.run(
                            () -> {
                                write.lock();
                                in.countDown();
                                end.await();
                                write.unlock();
                            });
            writer.awaitBlocked();
            assertThat(lock.isWriteLocked()).as("it waits").isFalse();
            assertThat(lock.getOwner()).isNull();
            assertThat(lock.hasWaitingWriters()).isTrue();
            assertThat(lock.getReadLockCount()).isEqualTo(1);
            assertThat(tryElsewhere(read)).as("a writer waits").isFalse();
            assertThat(tryElsewhere(write)).isFalse();
            read.unlock();
            in.await();
            assertThat(lock.getOwner()).isSameAs(writer.thread());
            assertThat(lock.isWriteLocked()).isTrue();
            assertThat(lock.hasWaitingWriters()).isFalse();
            assertThat(tryElsewhere(read)).isFalse();
            end.countDown();
            writer.join();
            assertFree();
        }
    }

    @Test
    void shouldKeepThemInWhenAWriterTries() throws Exception {
        heat();
        read.lock();
        assertThat(write.tryLock()).as("upgrade").isFalse();
        assertThat(write.tryLock(0, TimeUnit.SECONDS)).isFalse();
        assertThat(tryElsewhere(write)).isFalse();
        read.unlock();
        read.lock();
        assertThat(isUnknownToTheWord()).as("still biased").isTrue();
        read.unlock();
        assertFree();
    }

    @Test
    void shouldTimeOutAndLetReadersIn() throws Exception {
        for (int round = 0; round < 20; round++) {
            heat();
            read.lock();
            long start = System.nanoTime();
            assertThat(write.tryLock(2, TimeUnit.MILLISECONDS)).as("upgrade").isFalse();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(2_000_000);
            assertThat(tryElsewhere(read)).isTrue();
            assertThat(tryElsewhere(write)).isFalse();
            read.unlock();
            assertFree();
        }
    }

    @Test
    void shouldEndAWaitByAnInterruptAndLetOthersIn() throws Exception {
        heat();
        read.lock();
        Background<?> first =
                Background.run(
                        () ->
                                assertThatThrownBy(write::lockInterruptibly)
                                        .isInstanceOf(InterruptedException.class));
        first.awaitBlocked();
        Background<?> reader = Background.run(() -> lockAndUnlock(read)).awaitBlocked();
        Background<?> second = Background.run(() -> lockAndUnlock(write)).awaitBlocked();
        first.interrupt();
        first.join();
        reader.join();
        assertThat(second.isDone()).isFalse();
        read.unlock();
        second.join();
        assertFree();
    }

    @Test
    void shouldKeepTheInterruptWhenLockingUninterruptibly() throws Exception {
        heat();
        read.lock();
        Background<Boolean> writer =
                Background.call(
                        () -> {
                            lockAndUnlock(write);
                            return Thread.currentThread().isInterrupted();
                        });
        writer.awaitBlocked();
        writer.interrupt();
        read.unlock();
        assertThat(writer.join()).isTrue();
        assertFree();
    }

    /** A thread that cannot sleep leaves nothing of itself behind. */
    @Test
    void shouldLetOthersInWhenAWriterCannotSleep() throws Exception {
        heat();
        read.lock();
        Sleepless.run(
                () -> assertThatThrownBy(write::lockInterruptibly).hasMessage(Sleepless.MESSAGE));
        assertThat(tryElsewhere(read)).isTrue();
        read.unlock();
        assertFree();
    }

    @Test
    void shouldLetTheOwnerDowngrade() {
        heat();
        write.lock();
        read.lock();
        write.unlock();
        assertThat(tryElsewhere(write)).isFalse();
        assertThat(tryElsewhere(read)).isTrue();
        read.unlock();
        assertFree();
    }

    @Test
    void shouldBeBiasedAgainAfterManyReadsWithoutAWrite() {
        heat();
        for (int round = 0; round < 100; round++) {
            lockAndUnlock(write);
            read.lock();
            assertThat(isUnknownToTheWord()).as("after a write").isFalse();
            read.unlock();
            heat();
        }
        assertFree();
    }

    /** Who reads first, and is gone, must not keep others from what they have read enough for. */
    @Test
    void shouldBeBiasedForOthersAfterAReaderHasEnded() throws Exception {
        for (int i = 0; i < 10; i++) {
            Background.run(() -> lockAndUnlock(read, 1_500)).join();
        }
        heat();
        assertFree();
    }

    // Everything at once.

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 100, 512})
    void shouldKeepWritersAndReadersApartAndLoseNobody(int writesIn1024) {
        heat();
        new ReadWriteHammer(lock, writesIn1024).run(Kind.PLATFORM, 2);
        new ReadWriteHammer(lock, writesIn1024).run(Kind.PLATFORM, 5);
        assertFree();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void shouldServeVirtualThreads(int writesIn1024) {
        heat();
        TestThreads.assumeVirtual();
        new ReadWriteHammer(lock, writesIn1024).run(Kind.VIRTUAL, 6);
        assertFree();
    }

    @Test
    void shouldSeeReadersThatRunNoFence() {
        heat();
        ReadWriteHammer.assertSeesReadersWithoutFence(lock, 8_000);
    }

    /** A reader leaves in every moment of a writer's way to sleep. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldLoseNoWakeOfAWriter(Kind kind) {
        heat();
        if (kind == Kind.VIRTUAL) {
            TestThreads.assumeVirtual();
        }
        for (int round = 0; round < 3_000; round++) {
            heat();
            read.lock();
            TestThreads.Task<Boolean> writer =
                    TestThreads.start(
                            kind,
                            () -> {
                                lockAndUnlock(write);
                                return true;
                            });
            for (int i = ThreadLocalRandom.current().nextInt(3_000); i > 0; i--) {
                Thread.onSpinWait();
            }
            read.unlock();
            assertThat(writer.get()).isTrue();
        }
    }
}
