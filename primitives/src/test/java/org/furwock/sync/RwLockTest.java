package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.furwock.sync.Locking.tryElsewhere;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.FutexException;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.WatchedEngine;
import org.junit.jupiter.api.Test;

/** The contract of {@link RwLock}; waiting and its length are in {@link RwLockWaitTest}. */
@HangBound
class RwLockTest {

    private final FutexWord word = FutexWord.allocate();
    private final RwLock lock = new RwLock(word);
    private final RwLock.ReadLock read = lock.readLock();
    private final RwLock.WriteLock write = lock.writeLock();

    @Test
    void shouldLetManyReadersInAtOnce() {
        read.lock();
        assertThat(read.tryLock()).isTrue();
        assertThat(tryElsewhere(read)).isTrue();
        assertThat(tryElsewhere(write)).isFalse();
        assertThat(lock.getReadLockCount()).isEqualTo(2);
        read.unlock();
        assertThat(tryElsewhere(write)).as("one is still in").isFalse();
        read.unlock();
        assertThat(tryElsewhere(write)).isTrue();
        assertThat(word.get()).isEqualTo(RwLockWord.FREE);
    }

    @Test
    void shouldLetOneWriterInAlone() {
        write.lock();
        assertThat(tryElsewhere(read)).isFalse();
        assertThat(tryElsewhere(write)).isFalse();
        write.unlock();
        assertThat(tryElsewhere(read)).isTrue();
        assertThat(tryElsewhere(write)).isTrue();
        assertThat(word.get()).isEqualTo(RwLockWord.FREE);
    }

    @Test
    void shouldLetTheOwnerDowngrade() {
        write.lock();
        read.lock();
        assertThat(read.tryLock()).isTrue();
        assertThat(tryElsewhere(read)).as("the write lock is still held").isFalse();
        read.unlock();
        assertThat(lock.isWriteLockedByCurrentThread()).isTrue();
        write.unlock();
        assertThat(lock.getReadLockCount()).isEqualTo(1);
        assertThat(tryElsewhere(read)).isTrue();
        assertThat(tryElsewhere(write)).isFalse();
        read.unlock();
        assertThat(word.get()).isEqualTo(RwLockWord.FREE);
    }

    @Test
    void shouldNotReleaseTheWriteLockWithAReadLockOfItsOwner() throws Exception {
        write.lock();
        read.lockInterruptibly();
        assertThat(read.tryLock(1, TimeUnit.HOURS)).isTrue();
        read.unlock();
        read.unlock();
        assertThat(lock.isWriteLocked()).isTrue();
        assertThat(tryElsewhere(read)).isFalse();
        assertThat(tryElsewhere(write)).isFalse();
        write.unlock();
        assertThat(word.get()).isEqualTo(RwLockWord.FREE);
    }

    @Test
    void shouldNotUpgrade() throws Exception {
        read.lock();
        assertThat(write.tryLock()).isFalse();
        assertThat(write.tryLock(5, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(lock.getReadLockCount()).as("still read").isEqualTo(1);
        assertThat(tryElsewhere(read)).as("no thread is kept out any more").isTrue();
        read.unlock();
        assertThat(word.get()).isEqualTo(RwLockWord.FREE);
    }

    @Test
    void shouldRefuseToUnlockWhatIsNotHeldAndChangeNothing() {
        assertThatThrownBy(read::unlock).isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(write::unlock).isInstanceOf(IllegalMonitorStateException.class);
        assertThat(word.get()).isEqualTo(RwLockWord.FREE);
        write.lock();
        int held = word.get();
        assertThatThrownBy(read::unlock).isInstanceOf(IllegalMonitorStateException.class);
        assertThat(Setting.PRIVATE_PLATFORM.failing(write::unlock).get())
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThat(word.get()).isEqualTo(held);
        write.unlock();
        read.lock();
        assertThatThrownBy(write::unlock).isInstanceOf(IllegalMonitorStateException.class);
        assertThat(lock.getReadLockCount()).isEqualTo(1);
        read.unlock();
    }

    @Test
    void shouldRefuseToWriteLockTwiceAndChangeNothing() throws Exception {
        write.lock();
        int held = word.get();
        assertThatThrownBy(write::lock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("not reentrant");
        assertThatThrownBy(write::lockInterruptibly)
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(() -> write.tryLock(1, TimeUnit.HOURS))
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThat(write.tryLock()).isFalse();
        assertThat(write.tryLock(0, TimeUnit.SECONDS)).isFalse();
        assertThat(word.get()).isEqualTo(held);
        write.unlock();
        assertThat(word.get()).isEqualTo(RwLockWord.FREE);
    }

    @Test
    void shouldReportTooManyReadersAsAnErrorAndChangeNothing() {
        word.set(RwLockWord.MAX_READERS);
        for (Setting.Action tooMany : readingForms()) {
            assertThatThrownBy(tooMany::run)
                    .isInstanceOf(Error.class)
                    .hasMessageContaining("Maximum lock count exceeded");
            assertThat(word.get()).isEqualTo(RwLockWord.MAX_READERS);
        }
        read.unlock();
        assertThat(read.tryLock()).as("room for one").isTrue();
    }

    private Setting.Action[] readingForms() {
        return new Setting.Action[] {
            read::lock,
            read::lockInterruptibly,
            read::tryLock,
            () -> read.tryLock(1, TimeUnit.HOURS)
        };
    }

    @Test
    void shouldCountItsWaitingReaders() {
        write.lock();
        int full = word.get() + RwLockWord.MAX_READERS - 1 + RwLockWord.ONE_WAITING;
        word.set(full);
        for (Setting.Action tooMany : readingForms()) {
            assertThatThrownBy(tooMany::run).as("by the owner").isInstanceOf(Error.class);
        }
        assertThat(TestThreads.start(() -> lockFails(read)).get()).isTrue();
        assertThat(word.get()).isEqualTo(full);
    }

    private static boolean lockFails(Lock lock) {
        try {
            lock.lock();
            return false;
        } catch (Error e) {
            return true;
        }
    }

    @Test
    void shouldHaveNoConditions() {
        assertThatThrownBy(read::newCondition).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(write::newCondition)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Mutex");
    }

    @Test
    void shouldThrowAtOnceIfInterruptedBefore() {
        for (Lock side : new Lock[] {read, write}) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(side::lockInterruptibly).isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> side.tryLock(0, TimeUnit.SECONDS))
                    .isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
            assertThat(word.get()).isEqualTo(RwLockWord.FREE);
            Thread.currentThread().interrupt();
            side.lock();
            assertThat(Thread.interrupted()).as("kept").isTrue();
            side.unlock();
        }
    }

    @Test
    void shouldMeetItselfThroughAnotherObjectOnTheSameWord() {
        RwLock other = new RwLock(word);
        write.lock();
        assertThat(other.readLock().tryLock()).isFalse();
        assertThat(other.writeLock().toString()).endsWith("[Locked by another process or thread]");
        Task<Void> reader = Setting.PRIVATE_PLATFORM.run(other.readLock()::lock);
        Sleepers.awaitAsleep(word, 1);
        write.unlock();
        reader.get();
        assertThat(lock.getReadLockCount()).isEqualTo(1);
    }

    @Test
    void shouldShowItsHolder() {
        assertThat(lock.toString()).endsWith("[Write locks = 0, Read locks = 0]");
        assertThat(write.toString()).endsWith("[Unlocked]");
        read.lock();
        assertThat(lock.toString()).endsWith("[Write locks = 0, Read locks = 1]");
        assertThat(read.toString()).endsWith("[Read locks = 1]");
        read.unlock();
        write.lock();
        read.lock();
        assertThat(lock.toString()).endsWith("[Write locks = 1, Read locks = 1]");
        assertThat(write.toString())
                .endsWith("[Locked by thread " + Thread.currentThread().getName() + "]");
        assertThat(lock.getOwner()).isSameAs(Thread.currentThread());
        assertThat(TestThreads.start(lock::isWriteLockedByCurrentThread).get()).isFalse();
        write.unlock();
        assertThat(lock.getOwner()).isNull();
        assertThat(lock.isWriteLocked()).isFalse();
    }

    @Test
    void shouldShowItsWaiters() {
        write.lock();
        assertThat(lock.hasWaitingWriters()).isFalse();
        Task<Void> reader = Setting.PRIVATE_PLATFORM.run(read::lock);
        Sleepers.awaitAsleep(word, 1);
        assertThat(lock.getWaitingReaderCount()).isEqualTo(1);
        assertThat(LockSupport.getBlocker(reader.thread())).isSameAs(write);
        Task<Void> writer = Setting.PRIVATE_PLATFORM.run(write::lock);
        Sleepers.awaitAsleep(word, 2);
        assertThat(lock.hasWaitingWriters()).isTrue();
        assertThat(LockSupport.getBlocker(writer.thread())).isSameAs(write);
        write.unlock();
        reader.get();
        Sleepers.awaitAsleep(word, 1);
        assertThat(lock.getWaitingReaderCount()).isZero();
        assertThat(lock.hasWaitingWriters()).as("for a reader").isTrue();
        assertThat(lock.isWriteLocked()).isFalse();
        read.unlock();
        writer.get();
        assertThat(lock.getOwner()).isSameAs(writer.thread());
    }

    @Test
    void shouldLetTheJvmFindADeadlock() throws Exception {
        RwLock left = new RwLock();
        RwLock right = new RwLock();
        CountDownLatch bothHold = new CountDownLatch(2);
        Task<Throwable> one = crossLock(left.writeLock(), right.readLock(), bothHold);
        Task<Throwable> two = crossLock(right.writeLock(), left.writeLock(), bothHold);
        Sleepers.await(
                () -> ManagementFactory.getThreadMXBean().findDeadlockedThreads() != null,
                () -> "no deadlock found");
        one.interrupt();
        assertThat(one.get()).isInstanceOf(InterruptedException.class);
        assertThat(two.get()).isNull();
    }

    private static Task<Throwable> crossLock(Lock first, Lock second, CountDownLatch bothHold) {
        return Setting.PRIVATE_PLATFORM.failing(
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

    /** A thread that cannot sleep must leave no trace in the word. */
    @Test
    void shouldKeepItsCountsWhenTheKernelRefuses() {
        WatchedEngine engine = new WatchedEngine();
        FutexWord watched = engine.word(FutexScope.PRIVATE);
        RwLock lock = new RwLock(watched);
        engine.refuseSleep();
        lock.readLock().lock();
        assertThatThrownBy(lock.writeLock()::lock).isInstanceOf(FutexException.class);
        assertThat(watched.get()).as("no claim").isEqualTo(RwLockWord.ONE_READER);
        lock.readLock().unlock();
        lock.writeLock().lock();
        TestThreads.start(
                        () ->
                                assertThatThrownBy(lock.readLock()::lock)
                                        .isInstanceOf(FutexException.class))
                .get();
        assertThat(lock.getWaitingReaderCount()).isZero();
        lock.writeLock().unlock();
        assertThat(watched.get()).isEqualTo(RwLockWord.FREE);
    }

    @Test
    void shouldRefuseSerialization() throws Exception {
        try (ObjectOutputStream stream = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> stream.writeObject(write))
                    .isInstanceOf(NotSerializableException.class);
        }
    }
}
