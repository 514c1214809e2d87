package org.furwock.sync.model;

import static org.furwock.sync.model.Team.check;

import org.furwock.futex.FutexWord;
import org.furwock.futex.MonitorFutex;
import org.furwock.sync.RwLock;
import org.furwock.sync.UpgradableLock;

/** The scenarios of {@link RwLockModelTest}. */
final class RwLockScenarios {

    private RwLockScenarios() {}

    /** A lock, and two numbers that are equal whenever no thread writes. */
    static class Stage {
        final RwLock lock;
        int left;
        int right;

        Stage(RwLock lock) {
            this.lock = lock;
        }

        void write() {
            lock.writeLock().lock();
            left++;
            right++;
            lock.writeLock().unlock();
        }

        void read() {
            lock.readLock().lock();
            try {
                check(left == right, "read while a thread writes");
            } finally {
                lock.readLock().unlock();
            }
        }

        void writeOrGiveUp() {
            try {
                lock.writeLock().lockInterruptibly();
                left++;
                right++;
                lock.writeLock().unlock();
            } catch (InterruptedException e) {
                check(!lock.isWriteLockedByCurrentThread(), "locked after all");
            }
        }

        void readOrGiveUp() {
            try {
                lock.readLock().lockInterruptibly();
                lock.readLock().unlock();
            } catch (InterruptedException e) {
                check(!Thread.interrupted(), "both an exception and the status");
            }
        }
    }

    /** What the tests of the upgradable lock do. */
    private static final class Upgrading {
        final Stage stage;

        Upgrading(Stage stage) {
            this.stage = stage;
        }

        void upgrade() {
            UpgradableLock lock = stage.lock.upgradableLock();
            lock.lock();
            int seen = stage.left;
            check(stage.right == seen, "read while somebody writes");
            lock.upgrade();
            check(stage.left == seen, "somebody has written between");
            stage.left++;
            stage.right++;
            lock.unlock();
        }

        void upgradeTwice() {
            UpgradableLock lock = stage.lock.upgradableLock();
            lock.lock();
            for (int i = 0; i < 2; i++) {
                int seen = stage.left;
                lock.upgrade();
                check(stage.left == seen, "somebody has written between");
                stage.left++;
                stage.right++;
                lock.downgrade();
            }
            lock.unlock();
        }

        void enterOrGiveUp() {
            UpgradableLock lock = stage.lock.upgradableLock();
            try {
                lock.lockInterruptibly();
                lock.unlock();
            } catch (InterruptedException e) {
                check(!lock.isHeldByCurrentThread(), "locked after all");
            }
        }

        void upgradeOrGiveUp() {
            UpgradableLock lock = stage.lock.upgradableLock();
            lock.lock();
            try {
                lock.upgradeInterruptibly();
                stage.left++;
                stage.right++;
            } catch (InterruptedException e) {
                check(!lock.isUpgraded(), "upgraded after all");
            } finally {
                lock.unlock();
            }
        }
    }

    /** With a lock on a given word. */
    private static final class OnWord extends Stage {
        private final FutexWord word;

        OnWord() {
            this(MonitorFutex.newWord());
        }

        private OnWord(FutexWord word) {
            super(new RwLock(word));
            this.word = word;
        }

        void checkFree() {
            check(word.get() == 0, "the word of a free lock is " + Integer.toHexString(word.get()));
        }
    }

    static final class OneWriterTwoReaders implements Runnable {
        @Override
        public void run() {
            OnWord stage = Team.shared(new OnWord());
            Team.play(stage::write, stage::read, stage::read);
            stage.checkFree();
        }
    }

    static final class ThreeWriters implements Runnable {
        @Override
        public void run() {
            OnWord stage = Team.shared(new OnWord());
            Team.play(Team.times(3, stage::write));
            stage.checkFree();
        }
    }

    /** A writer waits for a reader, a reader for the writer, and the writer is interrupted. */
    static final class WriterGivesUp implements Runnable {
        @Override
        public void run() {
            OnWord stage = Team.shared(new OnWord());
            stage.lock.readLock().lock();
            Team team = Team.start(stage::writeOrGiveUp, stage::read);
            team.interrupt(0);
            stage.lock.readLock().unlock();
            team.join();
            stage.checkFree();
        }
    }

    /** A reader and a writer wait for a writer, and the reader is interrupted. */
    static final class ReaderGivesUp implements Runnable {
        @Override
        public void run() {
            OnWord stage = Team.shared(new OnWord());
            stage.lock.writeLock().lock();
            Team team = Team.start(stage::readOrGiveUp, stage::write);
            team.interrupt(0);
            stage.lock.writeLock().unlock();
            team.join();
            stage.checkFree();
        }
    }

    /** An upgrader reads and then writes, and nobody writes between. */
    static final class Upgrade implements Runnable {
        @Override
        public void run() {
            OnWord stage = Team.shared(new OnWord());
            Upgrading upgrading = Team.shared(new Upgrading(stage));
            Team.play(upgrading::upgrade, stage::write, stage::read);
            stage.checkFree();
        }
    }

    static final class TwoUpgrade implements Runnable {
        @Override
        public void run() {
            OnWord stage = Team.shared(new OnWord());
            Upgrading upgrading = Team.shared(new Upgrading(stage));
            Team.play(upgrading::upgrade, upgrading::upgrade);
            check(stage.left == 2, stage.left + " writes");
            stage.checkFree();
        }
    }

    /** Between two upgrades, a reader that waited comes in. */
    static final class UpgradeTwice implements Runnable {
        @Override
        public void run() {
            OnWord stage = Team.shared(new OnWord());
            Upgrading upgrading = Team.shared(new Upgrading(stage));
            Team.play(upgrading::upgradeTwice, stage::read);
            stage.checkFree();
        }
    }

    /** An upgrader waits for a reader, a reader for the upgrader, which is interrupted. */
    static final class UpgradeGivesUp implements Runnable {
        @Override
        public void run() {
            OnWord stage = Team.shared(new OnWord());
            Upgrading upgrading = Team.shared(new Upgrading(stage));
            stage.lock.readLock().lock();
            Team team = Team.start(upgrading::upgradeOrGiveUp, stage::read);
            team.interrupt(0);
            stage.lock.readLock().unlock();
            team.join();
            stage.checkFree();
        }
    }

    /** An upgradable reader and a writer wait for another upgradable reader; one is interrupted. */
    static final class EntryGivesUp implements Runnable {
        @Override
        public void run() {
            OnWord stage = Team.shared(new OnWord());
            Upgrading upgrading = Team.shared(new Upgrading(stage));
            stage.lock.upgradableLock().lock();
            Team team = Team.start(upgrading::enterOrGiveUp, stage::write);
            team.interrupt(0);
            stage.lock.upgradableLock().unlock();
            team.join();
            stage.checkFree();
        }
    }

    /** A writer downgrades to a reader, and no thread writes in between. */
    static final class Downgrade implements Runnable {
        @Override
        public void run() {
            OnWord stage = Team.shared(new OnWord());
            stage.lock.writeLock().lock();
            Team team = Team.start(stage::write, stage::read);
            stage.lock.readLock().lock();
            stage.lock.writeLock().unlock();
            check(stage.left == 0, "a thread has written");
            stage.lock.readLock().unlock();
            team.join();
            stage.checkFree();
        }
    }
}
