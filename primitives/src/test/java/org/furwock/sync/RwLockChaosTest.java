package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.furwock.sync.Locking.lockAndUnlock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Test;

/**
 * {@link RwLock} under threads with random operations, while others wake and interrupt at random.
 */
@HangBound
class RwLockChaosTest {

    private static final int THREADS = 4;

    /** Plain fields: only the lock lets a reader see them equal. */
    private static final class Guarded {
        long left;
        long right;
    }

    @InEverySetting
    void shouldExcludeAndPublish(Setting setting) {
        FutexWord word = setting.word();
        RwLock lock = new RwLock(word);
        Guarded guarded = new Guarded();
        List<Task<Integer>> workers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            workers.add(setting.start(() -> workAtRandom(setting, lock, guarded, 20_000, false)));
        }
        assertBalanced(word, guarded, workers);
    }

    @InEverySetting
    void shouldBearWakesThatNobodyOwesAndInterrupts(Setting setting) {
        FutexWord word = setting.word();
        RwLock lock = new RwLock(word);
        Guarded guarded = new Guarded();
        List<Task<Integer>> workers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            workers.add(setting.start(() -> workAtRandom(setting, lock, guarded, 2_000, true)));
        }
        Chaos.during(
                new FutexWord[] {word},
                workers.stream().map(Task::thread).toList(),
                () -> Futex.wakeBitset(word, 2, ThreadLocalRandom.current().nextInt(1, 8)),
                () -> assertBalanced(word, guarded, workers));
    }

    private static void assertBalanced(
            FutexWord word, Guarded guarded, List<Task<Integer>> workers) {
        long writes = 0;
        for (Task<Integer> worker : workers) {
            writes += worker.get();
        }
        assertThat(guarded.left).as("write locks").isEqualTo(writes).isPositive();
        assertThat(word.get()).isEqualTo(RwLockWord.FREE);
    }

    /** How often it had the write lock. */
    private static int workAtRandom(
            Setting setting, RwLock lock, Guarded guarded, int rounds, boolean quits) {
        int writes = 0;
        for (int i = 0; i < setting.rounds(rounds); i++) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            boolean writing = random.nextInt(3) == 0;
            Lock side = writing ? lock.writeLock() : lock.readLock();
            if (lockSomehow(side, quits ? random.nextInt(4) : 0)) {
                if (writing) {
                    writes++;
                    write(setting, lock, guarded, random.nextInt(8) == 0);
                } else {
                    read(setting, lock, guarded);
                }
            }
        }
        return writes;
    }

    private static boolean lockSomehow(Lock side, int form) {
        try {
            return switch (form) {
                case 0 -> {
                    side.lock();
                    yield true;
                }
                case 1 -> side.tryLock(20, TimeUnit.MICROSECONDS);
                case 2 -> side.tryLock();
                default -> {
                    side.lockInterruptibly();
                    yield true;
                }
            };
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static void write(Setting setting, RwLock lock, Guarded guarded, boolean downgrade) {
        guarded.left++;
        setting.pause();
        guarded.right++;
        long written = guarded.left;
        if (downgrade) {
            lock.readLock().lock();
        }
        lock.writeLock().unlock();
        if (downgrade) {
            assertThat(guarded.left).as("no writer comes between").isEqualTo(written);
            lock.readLock().unlock();
        }
    }

    private static void read(Setting setting, RwLock lock, Guarded guarded) {
        long left = guarded.left;
        setting.pause();
        assertThat(guarded.right).as("no writer is in").isEqualTo(left);
        lock.readLock().unlock();
    }

    /** A waiter that gives up at the moment of its wake must not consume the wake. */
    @InEverySetting
    void shouldLoseNoWakeToAWaiterThatGivesUp(Setting setting) {
        FutexWord word = setting.word();
        RwLock lock = new RwLock(word);
        Lock[] sides = {lock.readLock(), lock.writeLock()};
        for (int round = 0; round < setting.rounds(400); round++) {
            Lock held = sides[round & 1];
            Lock given = sides[round >> 1 & 1];
            int form = round >> 2 & 1;
            held.lock();
            Task<Boolean> quitter =
                    setting.start(
                            () -> {
                                boolean locked = lockSomehow(given, 1 + 2 * form);
                                if (locked) {
                                    given.unlock();
                                }
                                return locked;
                            });
            Task<Void> reader = setting.run(() -> lockAndUnlock(lock.readLock()));
            Task<Void> writer = setting.run(() -> lockAndUnlock(lock.writeLock()));
            int delay = ThreadLocalRandom.current().nextInt(2_000);
            for (int i = 0; i < delay; i++) {
                Thread.onSpinWait();
            }
            quitter.interrupt();
            held.unlock();
            quitter.get();
            reader.get();
            writer.get();
            assertThat(word.get()).isEqualTo(RwLockWord.FREE);
        }
    }

    @Test
    void shouldServeMoreWaitingReadersThanItCanCount() {
        TestThreads.assumeVirtual();
        RwLock lock = new RwLock();
        int readers = RwLockWord.MAX_WAITING + 1_000;
        List<Task<Void>> tasks = new ArrayList<>();
        lock.writeLock().lock();
        for (int i = 0; i < readers; i++) {
            tasks.add(Setting.PRIVATE_VIRTUAL.run(() -> lockAndUnlock(lock.readLock())));
        }
        while (lock.getWaitingReaderCount() < RwLockWord.MAX_WAITING) {
            Thread.onSpinWait();
        }
        Task<Void> writer = Setting.PRIVATE_VIRTUAL.run(() -> lockAndUnlock(lock.writeLock()));
        lock.writeLock().unlock();
        tasks.forEach(Task::get);
        writer.get();
        assertThat(lock.getReadLockCount()).isZero();
    }
}
