package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;

/** Waits at a {@link RwLock}: the bounds, and that no waiter is forgotten. */
@HangBound
class RwLockWaitTest {

    /** The methods that are also tested between processes. */
    interface AnyRwLock {
        Lock readLock();

        Lock writeLock();

        boolean isWriteLocked();

        int getReadLockCount();

        int getWaitingReaderCount();
    }

    static AnyRwLock rwLock(Setting setting, FutexWord word) {
        return setting.make(AnyRwLock.class, RwLock.class, word);
    }

    // Time-outs and interrupts.

    @InEverySettingAndBetweenProcesses
    void shouldTimeOutNotEarly(Setting setting) {
        FutexWord word = setting.word();
        AnyRwLock lock = rwLock(setting, word);
        lock.writeLock().lock();
        assertTimesOut(setting, lock.readLock());
        assertTimesOut(setting, lock.writeLock());
        lock.writeLock().unlock();
        lock.readLock().lock();
        assertTimesOut(setting, lock.writeLock());
        lock.readLock().unlock();
        assertThat(word.get()).isEqualTo(RwLockWord.FREE);
    }

    private static void assertTimesOut(Setting setting, Lock lock) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(20);
        long waited =
                setting.start(
                                () -> {
                                    long start = System.nanoTime();
                                    assertThat(lock.tryLock(nanos, TimeUnit.NANOSECONDS)).isFalse();
                                    long end = System.nanoTime();
                                    assertThat(lock.tryLock(0, TimeUnit.DAYS)).isFalse();
                                    assertThat(lock.tryLock(-1, TimeUnit.DAYS)).isFalse();
                                    return end - start;
                                })
                        .get();
        assertThat(waited).isBetween(nanos, TimeUnit.SECONDS.toNanos(10));
    }

    @InEverySettingAndBetweenProcesses
    void shouldTakeWithinTheTimeWhatIsReleased(Setting setting) {
        FutexWord word = setting.word();
        AnyRwLock lock = rwLock(setting, word);
        for (Lock side : new Lock[] {lock.readLock(), lock.writeLock()}) {
            lock.writeLock().lock();
            Task<Boolean> timed = setting.start(() -> side.tryLock(1, TimeUnit.HOURS));
            Sleepers.awaitAsleep(word, 1);
            lock.writeLock().unlock();
            assertThat(timed.get()).isTrue();
            if (side == lock.readLock()) {
                side.unlock();
            }
        }
        assertThat(lock.isWriteLocked()).as("by a thread that is gone").isTrue();
    }

    @InEverySettingAndBetweenProcesses
    void shouldEndAWaitByAnInterrupt(Setting setting) {
        FutexWord word = setting.word();
        AnyRwLock lock = rwLock(setting, word);
        Lock[] sides = {lock.readLock(), lock.writeLock()};
        for (Lock side : sides) {
            lock.writeLock().lock();
            assertInterruptible(setting, word, side::lockInterruptibly);
            assertInterruptible(setting, word, () -> side.tryLock(1, TimeUnit.HOURS));
            lock.writeLock().unlock();
        }
        lock.readLock().lock();
        assertInterruptible(setting, word, lock.writeLock()::lockInterruptibly);
        assertInterruptible(setting, word, () -> lock.writeLock().tryLock(1, TimeUnit.HOURS));
        lock.readLock().unlock();
        assertThat(word.get()).isEqualTo(RwLockWord.FREE);
    }

    private static void assertInterruptible(Setting setting, FutexWord word, Setting.Action wait) {
        Task<Throwable> waiter = setting.failing(wait);
        Sleepers.awaitAsleep(word, 1);
        waiter.interrupt();
        assertThat(waiter.get()).isInstanceOf(InterruptedException.class);
    }

    @InEverySettingAndBetweenProcesses
    void shouldKeepTheInterruptWhenLockingUninterruptibly(Setting setting) {
        FutexWord word = setting.word();
        AnyRwLock lock = rwLock(setting, word);
        for (Lock side : new Lock[] {lock.readLock(), lock.writeLock()}) {
            lock.writeLock().lock();
            Task<Boolean> waiter =
                    setting.start(
                            () -> {
                                side.lock();
                                side.unlock();
                                return Thread.currentThread().isInterrupted();
                            });
            Sleepers.awaitAsleep(word, 1);
            Setting.interruptInVain(waiter, word);
            lock.writeLock().unlock();
            assertThat(waiter.get()).isTrue();
        }
    }

    // The bounds.

    @InEverySettingAndBetweenProcesses
    void shouldKeepNewReadersOutWhileAWriterWaits(Setting setting) throws Exception {
        FutexWord word = setting.word();
        AnyRwLock lock = rwLock(setting, word);
        List<String> order = new ArrayList<>(); // guarded by the lock, and by the join
        lock.readLock().lock();
        Task<Void> writer = setting.run(() -> locked(lock.writeLock(), () -> order.add("writer")));
        Sleepers.awaitAsleep(word, 1);
        assertThat(lock.readLock().tryLock()).isFalse();
        assertThat(lock.readLock().tryLock(1, TimeUnit.MILLISECONDS)).isFalse();
        Task<Void> reader = setting.run(() -> locked(lock.readLock(), () -> order.add("reader")));
        Sleepers.awaitAsleep(word, 2);
        lock.readLock().unlock();
        writer.get();
        reader.get();
        assertThat(order).containsExactly("writer", "reader");
        assertThat(word.get()).isEqualTo(RwLockWord.FREE);
    }

    static void locked(Lock lock, Runnable section) {
        lock.lock();
        try {
            section.run();
        } finally {
            lock.unlock();
        }
    }

    /** The bound for readers: all readers that waited enter before the next write lock. */
    @InEverySettingAndBetweenProcesses
    void shouldLetAllWaitingReadersInBeforeTheNextWriter(Setting setting) {
        FutexWord word = setting.word();
        AnyRwLock lock = rwLock(setting, word);
        for (int round = 0; round < 10; round++) {
            AtomicInteger writes = new AtomicInteger();
            CountDownLatch allIn = new CountDownLatch(3);
            List<Task<Integer>> readers = new ArrayList<>();
            List<Task<Void>> writers = new ArrayList<>();
            lock.writeLock().lock();
            for (int i = 0; i < 3; i++) {
                writers.add(setting.run(() -> locked(lock.writeLock(), writes::incrementAndGet)));
                readers.add(setting.start(() -> writesSeen(lock.readLock(), writes, allIn)));
            }
            Sleepers.awaitAsleep(word, 6);
            lock.writeLock().unlock();
            // This holds also for a writer that is awake and comes first.
            locked(lock.writeLock(), writes::incrementAndGet);
            for (Task<Integer> reader : readers) {
                assertThat(reader.get()).as("write locks before").isZero();
            }
            writers.forEach(Task::get);
            assertThat(writes).hasValue(4);
        }
        assertThat(word.get()).isEqualTo(RwLockWord.FREE);
    }

    private static int writesSeen(Lock readLock, AtomicInteger writes, CountDownLatch allIn)
            throws InterruptedException {
        readLock.lock();
        try {
            int seen = writes.get();
            allIn.countDown();
            // All are in together, or this hangs.
            assertThat(allIn.await(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            return seen;
        } finally {
            readLock.unlock();
        }
    }

    /** The bound for writers: after one read phase, later readers wait. */
    @InEverySettingAndBetweenProcesses
    void shouldLetAWriterInAfterOneTurnOfReaders(Setting setting) {
        FutexWord word = setting.word();
        AnyRwLock lock = rwLock(setting, word);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicInteger lateReads = new AtomicInteger();
        lock.writeLock().lock();
        Task<Void> reader =
                setting.run(
                        () -> {
                            lock.readLock().lock();
                            leave.await();
                            lock.readLock().unlock();
                        });
        Sleepers.awaitAsleep(word, 1);
        Task<Integer> writer =
                setting.start(
                        () -> {
                            lock.writeLock().lock();
                            int seen = lateReads.get();
                            lock.writeLock().unlock();
                            return seen;
                        });
        Sleepers.awaitAsleep(word, 2);
        lock.writeLock().unlock();
        Sleepers.await(
                () -> lock.getReadLockCount() == 1 && RwLockWord.isClaimed(word.get()),
                () -> "the reader should be in and the writer next: " + lock);
        Task<Void> late = setting.run(() -> locked(lock.readLock(), lateReads::incrementAndGet));
        Sleepers.awaitAsleep(word, 2);
        assertThat(lock.readLock().tryLock()).isFalse();
        leave.countDown();
        reader.get();
        assertThat(writer.get()).as("readers that came later").isZero();
        late.get();
        assertThat(word.get()).isEqualTo(RwLockWord.FREE);
    }

    @InEverySettingAndBetweenProcesses
    void shouldNotStarveAReaderByAStreamOfWriters(Setting setting) {
        AnyRwLock lock = rwLock(setting, setting.word());
        shouldNotStarve(
                setting,
                section -> locked(lock.readLock(), section),
                section -> locked(lock.writeLock(), section));
    }

    @InEverySettingAndBetweenProcesses
    void shouldNotStarveAWriterByAStreamOfReaders(Setting setting) {
        AnyRwLock lock = rwLock(setting, setting.word());
        shouldNotStarve(
                setting,
                section -> locked(lock.writeLock(), section),
                section -> locked(lock.readLock(), section));
    }

    /** Each takes a section to run with a lock held. */
    static void shouldNotStarve(
            Setting setting, Consumer<Runnable> lonely, Consumer<Runnable> streaming) {
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(3);
        List<Task<Void>> stream = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            stream.add(
                    setting.run(
                            () -> {
                                while (!stop.get()) {
                                    // Locked while others lock: readers overlap.
                                    streaming.accept(setting::pause);
                                    started.countDown();
                                }
                            }));
        }
        Task<Void> alone =
                setting.run(
                        () -> {
                            started.await();
                            for (int i = 0; i < setting.rounds(200); i++) {
                                lonely.accept(() -> {});
                            }
                        });
        try {
            alone.get();
        } finally {
            stop.set(true);
        }
        stream.forEach(Task::get);
    }

    @InEverySettingAndBetweenProcesses
    void shouldLetWaitingReadersInAndWritersWaitAfterADowngrade(Setting setting) {
        FutexWord word = setting.word();
        AnyRwLock lock = rwLock(setting, word);
        lock.writeLock().lock();
        Task<Void> writer = setting.run(() -> locked(lock.writeLock(), () -> {}));
        Sleepers.awaitAsleep(word, 1);
        Task<Void> reader = setting.run(() -> locked(lock.readLock(), () -> {}));
        Sleepers.awaitAsleep(word, 2);
        lock.readLock().lock();
        lock.writeLock().unlock();
        reader.get();
        Sleepers.awaitAsleep(word, 1);
        assertThat(writer.future()).isNotDone();
        assertThat(lock.readLock().tryLock()).as("the writer is next").isFalse();
        lock.readLock().unlock();
        writer.get();
        assertThat(word.get()).isEqualTo(RwLockWord.FREE);
    }

    // More readers than can be counted.

    @InEverySettingAndBetweenProcesses
    void shouldWakeReadersThatCouldNotBeCounted(Setting setting) {
        FutexWord word = setting.word();
        AnyRwLock lock = rwLock(setting, word);
        int fakes = RwLockWord.MAX_WAITING * RwLockWord.ONE_WAITING;
        lock.writeLock().lock();
        word.getAndAdd(fakes);
        Task<Void> inTurn = setting.run(() -> locked(lock.readLock(), () -> {}));
        Task<Throwable> quitter = setting.failing(lock.readLock()::lockInterruptibly);
        Sleepers.awaitAsleep(word, 2);
        assertThat(word.get() & RwLockWord.UNCOUNTED_WAIT).isNotZero();
        quitter.interrupt();
        assertThat(quitter.get()).isInstanceOf(InterruptedException.class);
        lock.writeLock().unlock();
        inTurn.get();
        assertThat(word.get()).as("the turn goes on").isEqualTo(fakes);
        word.set(RwLockWord.FREE);

        lock.writeLock().lock();
        word.getAndAdd(fakes);
        Task<Void> withoutTurn = setting.run(() -> locked(lock.readLock(), () -> {}));
        Sleepers.awaitAsleep(word, 1);
        word.getAndAdd(-fakes); // all counted readers have given up
        lock.writeLock().unlock();
        withoutTurn.get();
        assertThat(word.get()).isEqualTo(RwLockWord.FREE);
    }
}
