package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.furwock.sync.RwLockWaitTest.locked;
import static org.furwock.sync.RwLockWaitTest.rwLock;

import java.util.concurrent.TimeUnit;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads.Task;
import org.furwock.sync.RwLockWaitTest.AnyRwLock;

/** Waiters at a {@link RwLock} that give up: they strand no other waiter. */
@HangBound
class RwLockGiveUpTest {

    @InEverySettingAndBetweenProcesses
    void shouldLetReadersInWhenTheOnlyWriterIsInterrupted(Setting setting) {
        FutexWord word = setting.word();
        AnyRwLock lock = rwLock(setting, word);
        lock.readLock().lock();
        Task<Throwable> writer = setting.failing(lock.writeLock()::lockInterruptibly);
        Sleepers.awaitAsleep(word, 1);
        Task<Void> one = setting.run(lock.readLock()::lock);
        Task<Boolean> two = setting.start(() -> lock.readLock().tryLock(1, TimeUnit.HOURS));
        Sleepers.awaitAsleep(word, 3);
        writer.interrupt();
        assertThat(writer.get()).isInstanceOf(InterruptedException.class);
        one.get();
        assertThat(two.get()).isTrue();
        assertThat(word.get()).as("three read").isEqualTo(3);
    }

    @InEverySettingAndBetweenProcesses
    void shouldLetReadersInWhenTheOnlyWriterTimesOut(Setting setting) {
        FutexWord word = setting.word();
        AnyRwLock lock = rwLock(setting, word);
        for (int round = 0; round < setting.rounds(100); round++) {
            lock.readLock().lock();
            int micros = 50 + 10 * round;
            Task<Boolean> writer =
                    setting.start(() -> lock.writeLock().tryLock(micros, TimeUnit.MICROSECONDS));
            Task<Void> one = setting.run(() -> locked(lock.readLock(), () -> {}));
            Task<Void> two = setting.run(() -> locked(lock.readLock(), () -> {}));
            assertThat(writer.get()).isFalse();
            one.get();
            two.get();
            lock.readLock().unlock();
            assertThat(word.get()).isEqualTo(RwLockWord.FREE);
        }
    }

    @InEverySettingAndBetweenProcesses
    void shouldLetTheNextWriterInWhenTheFirstGivesUp(Setting setting) {
        FutexWord word = setting.word();
        AnyRwLock lock = rwLock(setting, word);
        lock.readLock().lock();
        Task<Throwable> first = setting.failing(lock.writeLock()::lockInterruptibly);
        Sleepers.awaitAsleep(word, 1);
        Task<Void> second = setting.run(() -> locked(lock.writeLock(), () -> {}));
        Task<Void> third = setting.run(() -> locked(lock.writeLock(), () -> {}));
        Sleepers.awaitAsleep(word, 3);
        first.interrupt();
        assertThat(first.get()).isInstanceOf(InterruptedException.class);
        lock.readLock().unlock();
        second.get();
        third.get();
        assertThat(word.get()).isEqualTo(RwLockWord.FREE);
    }

    @InEverySettingAndBetweenProcesses
    void shouldLetWritersInWhenEveryWaitingReaderGivesUp(Setting setting) {
        FutexWord word = setting.word();
        AnyRwLock lock = rwLock(setting, word);
        lock.writeLock().lock();
        Task<Throwable> one = setting.failing(lock.readLock()::lockInterruptibly);
        Task<Throwable> two = setting.failing(lock.readLock()::lockInterruptibly);
        Task<Void> writer = setting.run(() -> locked(lock.writeLock(), () -> {}));
        Sleepers.awaitAsleep(word, 3);
        one.interrupt();
        two.interrupt();
        assertThat(one.get()).isInstanceOf(InterruptedException.class);
        assertThat(two.get()).isInstanceOf(InterruptedException.class);
        assertThat(lock.getWaitingReaderCount()).isZero();
        lock.writeLock().unlock();
        writer.get();
        assertThat(word.get()).isEqualTo(RwLockWord.FREE);
    }

    /**
     * A writer that waits during a read phase must be woken at its end, also if a reader that gives
     * up ends it.
     */
    @InEverySettingAndBetweenProcesses
    void shouldWakeAWriterWhenTheTurnEnds(Setting setting) {
        FutexWord word = setting.word();
        AnyRwLock lock = rwLock(setting, word);
        for (int round = 0; round < setting.rounds(200); round++) {
            lock.writeLock().lock();
            int micros = 20 + round;
            Task<Boolean> timed =
                    setting.start(
                            () -> {
                                boolean in = lock.readLock().tryLock(micros, TimeUnit.MICROSECONDS);
                                if (in) {
                                    lock.readLock().unlock();
                                }
                                return in;
                            });
            Task<Void> reader = setting.run(() -> locked(lock.readLock(), () -> {}));
            Task<Void> writer = setting.run(() -> locked(lock.writeLock(), () -> {}));
            Sleepers.await(
                    () -> RwLockWord.writersWait(word.get()) || timed.future().isDone(),
                    () -> "no thread waits: " + lock);
            lock.writeLock().unlock();
            timed.get();
            reader.get();
            writer.get();
            assertThat(word.get()).isEqualTo(RwLockWord.FREE);
        }
    }
}
