package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Test;

/** The read lock that becomes the write lock. */
@HangBound
class UpgradableLockTest {

    private static final long MILLIS = TimeUnit.MILLISECONDS.toNanos(1);

    /** A lock on a word that can be looked at. */
    private static final class Subject {
        final FutexWord word;
        final RwLock lock;
        final UpgradableLock upgradable;
        int value;

        Subject(Setting setting) {
            word = setting.word();
            lock = new RwLock(word);
            upgradable = lock.upgradableLock();
        }

        void awaitClaimed() {
            Sleepers.await(
                    () -> RwLockWord.isClaimed(word.get()),
                    () -> "there should be a claim: " + lock);
        }

        void awaitWritersWait() {
            Sleepers.await(
                    () -> RwLockWord.writersWait(word.get()),
                    () -> "somebody should wait: " + lock);
        }

        void assertFree() {
            assertThat(word.get()).isEqualTo(RwLockWord.FREE);
            assertThat(upgradable.isHeldByCurrentThread()).isFalse();
            assertThat(lock.isWriteLocked()).isFalse();
        }
    }

    @InEverySetting
    void shouldBeHeldBesideReadersAndByOneThread(Setting setting) throws Exception {
        Subject subject = new Subject(setting);
        subject.upgradable.lock();
        assertThat(subject.upgradable.isHeldByCurrentThread()).isTrue();
        assertThat(subject.lock.getReadLockCount()).isEqualTo(1);
        boolean[] others =
                setting.start(
                                () ->
                                        new boolean[] {
                                            subject.lock.readLock().tryLock(),
                                            subject.upgradable.tryLock(),
                                            subject.upgradable.tryLock(
                                                    MILLIS, TimeUnit.NANOSECONDS),
                                            subject.upgradable.tryLock(1, TimeUnit.NANOSECONDS),
                                            subject.lock.writeLock().tryLock(),
                                        })
                        .get();
        assertThat(others).containsExactly(true, false, false, false, false);
        assertThat(subject.lock.isWriteLocked()).isFalse();
        subject.upgradable.unlock();
        subject.lock.readLock().unlock();
        subject.assertFree();
    }

    @InEverySetting
    void shouldUpgradeWhenTheOtherReadersHaveLeft(Setting setting) {
        Subject subject = new Subject(setting);
        subject.lock.readLock().lock();
        Task<Void> upgrader =
                setting.run(
                        () -> {
                            subject.upgradable.lock();
                            subject.upgradable.upgrade();
                            assertThat(subject.upgradable.isUpgraded()).isTrue();
                            assertThat(subject.lock.isWriteLockedByCurrentThread()).isTrue();
                            subject.value++;
                            subject.upgradable.unlock();
                        });
        subject.awaitClaimed();
        assertThat(subject.value).isZero();
        Task<Boolean> newReader = setting.start(() -> subject.lock.readLock().tryLock());
        assertThat(newReader.get()).as("a new reader waits").isFalse();
        subject.lock.readLock().unlock();
        upgrader.get();
        assertThat(subject.value).isEqualTo(1);
        subject.assertFree();
    }

    @InEverySetting
    void shouldLetNoWriterBetweenAndReadersInAfterwards(Setting setting) {
        Subject subject = new Subject(setting);
        subject.upgradable.lock();
        Task<Void> writer =
                setting.run(
                        () -> {
                            subject.lock.writeLock().lock();
                            subject.value += 10;
                            subject.lock.writeLock().unlock();
                        });
        subject.awaitWritersWait();
        subject.upgradable.upgrade();
        assertThat(subject.value).isZero();
        subject.value++;
        Task<Integer> reader =
                setting.start(
                        () -> {
                            subject.lock.readLock().lock();
                            int seen = subject.value;
                            subject.lock.readLock().unlock();
                            return seen;
                        });
        Sleepers.await(
                () -> subject.lock.getWaitingReaderCount() == 1, () -> "a reader should wait");
        subject.upgradable.downgrade();
        assertThat(reader.get()).as("before the writer").isEqualTo(1);
        assertThat(subject.upgradable.isUpgraded()).isFalse();
        assertThat(subject.upgradable.isHeldByCurrentThread()).isTrue();
        assertThat(subject.value).isEqualTo(1);
        subject.upgradable.upgrade();
        subject.value++;
        subject.lock.writeLock().unlock(); // the same as a downgrade
        assertThat(subject.upgradable.isHeldByCurrentThread()).isTrue();
        subject.upgradable.unlock();
        writer.get();
        assertThat(subject.value).isEqualTo(12);
        subject.assertFree();
    }

    @InEverySetting
    void shouldGiveAnUpgradeUpAndReadOn(Setting setting) throws Exception {
        Subject subject = new Subject(setting);
        subject.lock.readLock().lock();
        AtomicInteger interruptible = new AtomicInteger();
        Task<Void> upgrader =
                setting.run(
                        () -> {
                            subject.upgradable.lock();
                            assertThat(subject.upgradable.tryUpgrade()).isFalse();
                            for (long nanos : new long[] {0, 1, 2 * MILLIS}) {
                                long start = System.nanoTime();
                                assertThat(
                                                subject.upgradable.tryUpgrade(
                                                        nanos, TimeUnit.NANOSECONDS))
                                        .isFalse();
                                assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(nanos);
                                assertThat(subject.lock.getReadLockCount()).isEqualTo(2);
                            }
                            for (Setting.Action wait : interruptible(subject)) {
                                interruptible.incrementAndGet();
                                assertThatThrownBy(wait::run)
                                        .isInstanceOf(InterruptedException.class);
                                assertThat(subject.upgradable.isUpgraded()).isFalse();
                                assertThat(subject.lock.getReadLockCount()).isEqualTo(2);
                            }
                            subject.upgradable.unlock();
                        });
        for (int i = 1; i <= interruptible(subject).size(); i++) {
            int begun = i;
            Sleepers.await(() -> interruptible.get() == begun, () -> "the others should end");
            subject.awaitClaimed();
            upgrader.interrupt();
        }
        upgrader.get();
        assertThat(subject.lock.getReadLockCount()).isEqualTo(1);
        subject.lock.readLock().unlock();
        subject.assertFree();
    }

    private static List<Setting.Action> interruptible(Subject subject) {
        return List.of(
                subject.upgradable::upgradeInterruptibly,
                () -> subject.upgradable.tryUpgrade(1, TimeUnit.HOURS));
    }

    /** A writer, an upgradable reader and a reader came while it waited for the readers inside. */
    @InEverySetting
    void shouldLetAllOthersInWhenAnUpgradeIsGivenUp(Setting setting) {
        Subject subject = new Subject(setting);
        subject.lock.readLock().lock();
        Task<Throwable> upgrader =
                setting.failing(
                        () -> {
                            subject.upgradable.lock();
                            try {
                                subject.upgradable.upgradeInterruptibly();
                            } finally {
                                subject.upgradable.unlock();
                            }
                        });
        Sleepers.awaitAsleep(subject.word, 1);
        Task<Void> writer =
                setting.run(
                        () -> {
                            subject.lock.writeLock().lock();
                            subject.value++;
                            subject.lock.writeLock().unlock();
                        });
        Task<Void> next =
                setting.run(
                        () -> {
                            subject.upgradable.lock();
                            subject.upgradable.upgrade();
                            subject.value++;
                            subject.upgradable.unlock();
                        });
        Task<Integer> reader =
                setting.start(
                        () -> {
                            subject.lock.readLock().lock();
                            int seen = subject.value;
                            subject.lock.readLock().unlock();
                            return seen;
                        });
        Sleepers.awaitAsleep(subject.word, 4);
        upgrader.interrupt();
        assertThat(upgrader.get()).isInstanceOf(InterruptedException.class);
        assertThat(reader.get()).as("in the read phase").isZero();
        subject.lock.readLock().unlock();
        writer.get();
        next.get();
        assertThat(subject.value).isEqualTo(2);
        subject.assertFree();
    }

    @InEverySetting
    void shouldKeepTheInterruptWhenUpgradingUninterruptibly(Setting setting) {
        Subject subject = new Subject(setting);
        subject.lock.readLock().lock();
        Task<Boolean> upgrader =
                setting.start(
                        () -> {
                            subject.upgradable.lock();
                            subject.upgradable.upgrade();
                            assertThat(subject.upgradable.isUpgraded()).isTrue();
                            subject.upgradable.unlock();
                            return Thread.currentThread().isInterrupted();
                        });
        Sleepers.awaitAsleep(subject.word, 1);
        Setting.interruptInVain(upgrader, subject.word);
        subject.lock.readLock().unlock();
        assertThat(upgrader.get()).isTrue();
        subject.assertFree();
    }

    /** The readers that were counted during an upgrade are inside before the next one. */
    @InEverySetting
    void shouldGiveUpAnUpgradeThatWaitsForAReadPhase(Setting setting) {
        Subject subject = new Subject(setting);
        AtomicBoolean untimed = new AtomicBoolean();
        Task<Void> upgrader =
                setting.run(
                        () -> {
                            subject.upgradable.lock();
                            subject.upgradable.upgrade();
                            // As if a reader were on its way in.
                            subject.word.getAndAdd(RwLockWord.ONE_WAITING);
                            subject.upgradable.downgrade();
                            assertThat(subject.upgradable.tryUpgrade()).isFalse();
                            long start = System.nanoTime();
                            assertThat(
                                            subject.upgradable.tryUpgrade(
                                                    2 * MILLIS, TimeUnit.NANOSECONDS))
                                    .isFalse();
                            assertThat(System.nanoTime() - start)
                                    .isGreaterThanOrEqualTo(2 * MILLIS);
                            untimed.set(true);
                            assertThatThrownBy(subject.upgradable::upgradeInterruptibly)
                                    .isInstanceOf(InterruptedException.class);
                            assertThat(RwLockWord.isClaimed(subject.word.get())).isFalse();
                            subject.word.getAndAdd(-RwLockWord.ONE_WAITING);
                            subject.upgradable.upgrade();
                            subject.upgradable.unlock();
                        });
        Sleepers.await(untimed::get, () -> "the timed upgrade should end");
        Sleepers.awaitAsleep(subject.word, 1);
        upgrader.interrupt();
        upgrader.get();
        subject.assertFree();
    }

    /** An upgradable reader that is woken, and then finds no room, wakes the next. */
    @InEverySetting
    void shouldPassAWakeOnWhenThereIsNoRoom(Setting setting) {
        Subject subject = new Subject(setting);
        subject.lock.writeLock().lock();
        List<Task<String>> refused = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            refused.add(
                    setting.start(
                            () -> {
                                try {
                                    subject.upgradable.lock();
                                    return "locked";
                                } catch (Error e) {
                                    return e.getMessage();
                                }
                            }));
        }
        Sleepers.awaitAsleep(subject.word, 2);
        subject.word.getAndAdd(RwLockWord.MAX_READERS); // as if the owner read
        subject.lock.writeLock().unlock();
        for (Task<String> one : refused) {
            assertThat(one.get()).contains("" + RwLockWord.MAX_READERS);
        }
        assertThat(subject.word.getAndAdd(-RwLockWord.MAX_READERS))
                .isEqualTo(RwLockWord.MAX_READERS);
        subject.assertFree();
    }

    @InEverySetting
    void shouldEndAWaitForTheLock(Setting setting) {
        Subject subject = new Subject(setting);
        subject.upgradable.lock();
        Task<Throwable> waiter = setting.failing(subject.upgradable::lockInterruptibly);
        subject.awaitWritersWait();
        waiter.interrupt();
        assertThat(waiter.get()).isInstanceOf(InterruptedException.class);
        Task<Void> next =
                setting.run(
                        () -> {
                            subject.upgradable.lock();
                            subject.upgradable.unlock();
                        });
        subject.upgradable.unlock();
        next.get();
        subject.assertFree();
    }

    @Test
    void shouldRefuseMisuse() throws Exception {
        Subject subject = new Subject(Setting.PRIVATE_PLATFORM);
        UpgradableLock lock = subject.upgradable;
        refuse("not held", lock::unlock, lock::upgrade, lock::tryUpgrade, lock::downgrade);
        lock.lock();
        refuse("already held", lock::lock, subject.lock.writeLock()::lock);
        refuse("not upgraded", lock::downgrade);
        refuse("not held", subject.lock.readLock()::unlock, subject.lock.writeLock()::unlock);
        assertThat(lock.tryLock()).isFalse();
        assertThat(subject.lock.writeLock().tryLock()).isFalse();
        lock.upgrade();
        refuse("upgraded already", lock::upgrade, lock::tryUpgrade);
        refuse("already held", lock::lock, subject.lock.writeLock()::lock);
        subject.lock.readLock().lock();
        lock.downgrade();
        assertThat(subject.lock.getReadLockCount()).isEqualTo(2);
        subject.lock.readLock().unlock();
        lock.unlock();
        subject.lock.writeLock().lock();
        refuse("already held", lock::lock);
        assertThat(lock.tryLock()).isFalse();
        subject.lock.writeLock().unlock();
        assertThatThrownBy(lock::newCondition).isInstanceOf(UnsupportedOperationException.class);
        subject.assertFree();
    }

    private static void refuse(String message, Setting.Action... calls) {
        for (Setting.Action call : calls) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(IllegalMonitorStateException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void shouldKeepRoomForTheUpgradersReadLock() {
        Subject subject = new Subject(Setting.PRIVATE_PLATFORM);
        subject.upgradable.lock();
        subject.upgradable.upgrade();
        int owned = subject.word.get();
        subject.word.set(owned + RwLockWord.MAX_READERS - 1);
        assertThatThrownBy(() -> subject.lock.readLock().lock())
                .isInstanceOf(Error.class)
                .hasMessageContaining("" + RwLockWord.MAX_READERS);
        subject.word.set(owned);
        subject.upgradable.unlock();
        subject.assertFree();
    }
}
