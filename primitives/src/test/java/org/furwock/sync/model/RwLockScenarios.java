package org.furwock.sync.model;

import static org.furwock.sync.model.Team.check;

import org.furwock.futex.FutexWord;
import org.furwock.futex.MonitorFutex;
import org.furwock.sync.RwLock;

/** What {@link RwLockModelTest} lets threads do with a {@link RwLock}. */
final class RwLockScenarios {

    private RwLockScenarios() {}

    /** A lock, and two numbers that are equal whenever nobody writes. */
    private static final class Stage {
        final FutexWord word = MonitorFutex.newWord();
        final RwLock lock = new RwLock(word);
        private int left;
        private int right;

        void write() {
            lock.writeLock().lock();
            left++;
            right++;
            lock.writeLock().unlock();
        }

        void read() {
            lock.readLock().lock();
            try {
                check(left == right, "read while somebody writes");
            } finally {
                lock.readLock().unlock();
            }
        }

        void writeOrGiveUp() {
            try {
                lock.writeLock().lockInterruptibly();
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

        void checkFree() {
            check(word.get() == 0, "the word of a free lock is " + Integer.toHexString(word.get()));
        }
    }

    static final class OneWriterTwoReaders implements Runnable {
        @Override
        public void run() {
            Stage stage = Team.shared(new Stage());
            Team.play(stage::write, stage::read, stage::read);
            stage.checkFree();
        }
    }

    static final class ThreeWriters implements Runnable {
        @Override
        public void run() {
            Stage stage = Team.shared(new Stage());
            Team.play(Team.times(3, stage::write));
            stage.checkFree();
        }
    }

    /** A writer waits for a reader, a reader for the writer, and the writer is interrupted. */
    static final class WriterGivesUp implements Runnable {
        @Override
        public void run() {
            Stage stage = Team.shared(new Stage());
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
            Stage stage = Team.shared(new Stage());
            stage.lock.writeLock().lock();
            Team team = Team.start(stage::readOrGiveUp, stage::write);
            team.interrupt(0);
            stage.lock.writeLock().unlock();
            team.join();
            stage.checkFree();
        }
    }

    /** Who writes goes on reading, and nobody writes between. */
    static final class Downgrade implements Runnable {
        @Override
        public void run() {
            Stage stage = Team.shared(new Stage());
            stage.lock.writeLock().lock();
            Team team = Team.start(stage::write, stage::read);
            stage.lock.readLock().lock();
            stage.lock.writeLock().unlock();
            check(stage.left == 0, "somebody has written");
            stage.lock.readLock().unlock();
            team.join();
            stage.checkFree();
        }
    }
}
