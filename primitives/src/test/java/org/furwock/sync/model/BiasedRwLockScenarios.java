package org.furwock.sync.model;

import static org.furwock.sync.model.Team.check;

import org.furwock.sync.RwLock;

/**
 * What {@link BiasedRwLockModelTest} lets threads do with a {@link RwLock} whose bias comes on when
 * a thread reads for the third time without a write.
 */
final class BiasedRwLockScenarios {

    private BiasedRwLockScenarios() {}

    /** With a biased lock. */
    private static final class Stage extends RwLockScenarios.Stage {
        Stage() {
            super(new RwLock());
            read();
            read();
            read();
        }

        /** By the word, and then, with a record, past it. */
        void readTwice() {
            read();
            read();
        }

        void tryToWrite() {
            if (lock.writeLock().tryLock()) {
                left++;
                right++;
                lock.writeLock().unlock();
            }
        }

        void checkFree() {
            check(lock.getReadLockCount() == 0, "somebody reads: " + lock);
            check(lock.writeLock().tryLock(), "somebody is in: " + lock);
        }
    }

    static final class WriterAndReader implements Runnable {
        @Override
        public void run() {
            Stage stage = Team.shared(new Stage());
            Team.play(stage::write, stage::readTwice);
            stage.checkFree();
        }
    }

    static final class TwoWritersAndReader implements Runnable {
        @Override
        public void run() {
            Stage stage = Team.shared(new Stage());
            Team.play(stage::write, stage::write, stage::readTwice);
            stage.checkFree();
        }
    }

    static final class TryAndReader implements Runnable {
        @Override
        public void run() {
            Stage stage = Team.shared(new Stage());
            Team.play(stage::tryToWrite, stage::readTwice);
            stage.checkFree();
        }
    }

    /** The scenario's own thread reads past the word while the others wait. */
    static final class WriterWaits implements Runnable {
        @Override
        public void run() {
            Stage stage = Team.shared(new Stage());
            stage.lock.readLock().lock();
            Team team = Team.start(stage::write, stage::readTwice);
            int seen = stage.left;
            check(seen == stage.right, "read while somebody writes");
            stage.lock.readLock().unlock();
            team.join();
            stage.checkFree();
        }
    }

    /** The same, and the first of two writers is interrupted. */
    static final class WriterGivesUp implements Runnable {
        @Override
        public void run() {
            Stage stage = Team.shared(new Stage());
            stage.lock.readLock().lock();
            Team team = Team.start(stage::writeOrGiveUp, stage::write);
            team.interrupt(0);
            check(stage.left == stage.right, "read while somebody writes");
            stage.lock.readLock().unlock();
            team.join();
            stage.checkFree();
        }
    }
}
