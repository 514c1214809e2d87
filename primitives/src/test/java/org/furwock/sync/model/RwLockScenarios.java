package org.furwock.sync.model;

import static org.furwock.sync.model.Team.check;

import org.furwock.futex.FutexWord;
import org.furwock.futex.MonitorFutex;
import org.furwock.sync.RwLock;

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
