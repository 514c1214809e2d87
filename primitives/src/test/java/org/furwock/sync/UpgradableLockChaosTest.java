package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads.Task;

/** Upgraders, writers and readers of a {@link RwLock} at once. */
@HangBound
class UpgradableLockChaosTest {

    /** Two locks on one word, as two processes have them, and two numbers that are equal. */
    private static final class Subject {
        final FutexWord word;
        final RwLock[] locks;
        int left;
        int right;

        Subject(Setting setting) {
            word = setting.word();
            locks = new RwLock[] {new RwLock(word), new RwLock(word)};
        }

        /** Two upgraders, a writer and two readers, which return how often they wrote. */
        List<Task<Integer>> play(Setting setting, int rounds) {
            List<Task<Integer>> players = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                int role = i;
                players.add(setting.start(() -> play(locks[role % 2], role, rounds)));
            }
            return players;
        }

        private int play(RwLock lock, int role, int rounds) {
            int writes = 0;
            for (int i = 0; i < rounds; i++) {
                if (role < 2) {
                    writes += upgrade(lock.upgradableLock(), i % 3);
                } else if (role == 2) {
                    lock.writeLock().run(this::write);
                    writes++;
                } else {
                    lock.readLock().run(this::read);
                }
            }
            return writes;
        }

        private void write() {
            left++;
            right++;
        }

        private int read() {
            int seen = left;
            assertThat(right).as("nobody writes").isEqualTo(seen);
            return seen;
        }

        /** Upgrades with a time-out, or without, or downgrades before it unlocks. */
        private int upgrade(UpgradableLock lock, int way) {
            lock.lock();
            int seen = read();
            boolean upgraded = true;
            if (way == 0) {
                upgraded = tryUpgrade(lock);
            } else {
                lock.upgrade();
            }
            assertThat(read()).as("nobody has written between").isEqualTo(seen);
            int writes = 0;
            if (upgraded) {
                write();
                writes++;
            }
            if (way == 2) {
                lock.downgrade();
                assertThat(read()).as("nobody has written since").isEqualTo(seen + writes);
            }
            lock.unlock();
            return writes;
        }

        private static boolean tryUpgrade(UpgradableLock lock) {
            long nanos = ThreadLocalRandom.current().nextInt(100_000);
            try {
                return lock.tryUpgrade(nanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        }

        void assertBalanced(List<Task<Integer>> players) {
            int writes = 0;
            for (Task<Integer> player : players) {
                writes += player.get();
            }
            assertThat(left).as("write locks").isEqualTo(writes).isEqualTo(right);
            assertThat(word.get()).isEqualTo(RwLockWord.FREE);
        }
    }

    @InEverySetting
    void shouldKeepReadersWritersAndUpgradersApart(Setting setting) {
        Subject subject = new Subject(setting);
        subject.assertBalanced(subject.play(setting, setting.rounds(2_000)));
    }

    @InEverySetting
    void shouldBearWakesThatNobodyOwesAndInterrupts(Setting setting) {
        Subject subject = new Subject(setting);
        FutexWord word = subject.word;
        List<Task<Integer>> players = subject.play(setting, setting.rounds(500));
        Chaos.during(
                new FutexWord[] {word},
                players.stream().map(Task::thread).toList(),
                () -> Futex.wakeBitset(word, 2, ThreadLocalRandom.current().nextInt(1, 8)),
                () -> subject.assertBalanced(players));
    }

    @InEverySetting
    void shouldNotStarveAReaderByAStreamOfUpgraders(Setting setting) {
        RwLock lock = new RwLock(setting.word());
        RwLockWaitTest.shouldNotStarve(
                setting, lock.readLock()::run, section -> upgraded(lock, section));
    }

    @InEverySetting
    void shouldNotStarveAnUpgraderByAStreamOfReaders(Setting setting) {
        RwLock lock = new RwLock(setting.word());
        RwLockWaitTest.shouldNotStarve(
                setting, section -> upgraded(lock, section), lock.readLock()::run);
    }

    private static void upgraded(RwLock lock, Runnable section) {
        lock.upgradableLock()
                .run(
                        () -> {
                            lock.upgradableLock().upgrade();
                            section.run();
                        });
    }
}
