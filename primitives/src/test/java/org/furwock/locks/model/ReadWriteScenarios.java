package org.furwock.locks.model;

import static org.furwock.sync.model.Team.check;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.furwock.sync.model.Team;

/** Threads that use a {@link FutexReentrantReadWriteLock}. */
final class ReadWriteScenarios {

    private ReadWriteScenarios() {}

    /** A lock, and the numbers of threads that it lets in. */
    private static final class Stage {
        final FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
        final Lock reading = lock.readLock();
        final Lock writing = lock.writeLock();
        final Condition condition = writing.newCondition();
        volatile int readers;
        volatile int writers;
        int writes;
        boolean open;

        /** With reader slots, these reads change the mode to FENCED, and to UNFENCED if allowed. */
        Stage() {
            read();
            read();
        }

        void read() {
            reading.lock();
            readAndUnlock();
        }

        void readTwice() {
            read();
            read();
        }

        /** The holds stay: a writer that acquires the lock at any later moment is wrong. */
        void readAndKeep() {
            reading.lock();
            enterAsReader();
        }

        void readAndKeepIfFree() {
            if (reading.tryLock()) {
                enterAsReader();
            }
        }

        void readAgain() {
            reading.lock();
            reading.lock();
            reading.unlock();
            readAndUnlock();
        }

        void readInTime() throws InterruptedException {
            if (reading.tryLock(1, TimeUnit.SECONDS)) {
                readAndUnlock();
            }
        }

        void readOrGiveUp() {
            try {
                reading.lockInterruptibly();
                readAndUnlock();
            } catch (InterruptedException e) {
                check(!Thread.interrupted(), "both an exception and the status");
            }
        }

        private void readAndUnlock() {
            try {
                enterAsReader();
                readers = 0; // there may be others: the tests rely on 0 only
            } finally {
                reading.unlock();
            }
        }

        private void enterAsReader() {
            readers = 1;
            check(writers == 0, "a reader beside a writer");
        }

        void write() {
            writing.lock();
            writeAndUnlock();
        }

        void writeIfFree() {
            if (writing.tryLock()) {
                writeAndUnlock();
            }
        }

        void writeInTime() throws InterruptedException {
            if (writing.tryLock(1, TimeUnit.SECONDS)) {
                writeAndUnlock();
            }
        }

        void writeOrGiveUp() {
            try {
                writing.lockInterruptibly();
                writeAndUnlock();
            } catch (InterruptedException e) {
                check(!lock.isWriteLockedByCurrentThread(), "locked by one that gave up");
                check(!Thread.interrupted(), "both an exception and the status");
            }
        }

        private void writeAndUnlock() {
            try {
                writeSection();
            } finally {
                writing.unlock();
            }
        }

        void writeSection() {
            check(writers == 0, "a writer beside a writer");
            writers = 1;
            check(lock.getReadLockCount() == 0, "a writer beside a reader");
            writes++;
            writers = 0;
        }

        void awaitOpen() throws InterruptedException {
            writing.lock();
            try {
                while (!open) {
                    condition.await();
                    check(lock.isWriteLockedByCurrentThread(), "a wait ended without the lock");
                }
                writeSection();
            } finally {
                writing.unlock();
            }
        }

        void open() {
            writing.lock();
            open = true;
            condition.signalAll();
            writing.unlock();
        }

        /** A timed try succeeds only if the lock is really free. */
        void checkFree() throws InterruptedException {
            check(!lock.isWriteLocked(), "locked after all have left");
            check(lock.getReadLockCount() == 0, "read after all have left");
            check(lock.getQueueLength() == 0, "a thread that has left is in the queue");
            check(reading.tryLock(0, TimeUnit.SECONDS), "a free lock refuses a reader");
            reading.unlock();
            check(writing.tryLock(), "a free lock refuses a writer");
            writing.unlock();
        }
    }

    private static Stage stage() {
        return Team.shared(new Stage());
    }

    /** A scenario that ends with a free lock. */
    abstract static class Scenario implements Runnable {
        @Override
        public final void run() {
            Stage stage = stage();
            play(stage);
            try {
                stage.checkFree();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        abstract void play(Stage stage);
    }

    static final class WriterAndReader extends Scenario {
        @Override
        void play(Stage stage) {
            Team.play(stage::write, stage::read);
        }
    }

    static final class WriterAndTwoReaders extends Scenario {
        @Override
        void play(Stage stage) {
            Team.play(stage::write, stage::readTwice, stage::read);
        }
    }

    static final class TwoWritersAndReader extends Scenario {
        @Override
        void play(Stage stage) {
            Team.play(stage::write, stage::write, stage::read);
        }
    }

    /** A reader acquires the lock again, perhaps while a writer waits for it. */
    static final class ReadAgain extends Scenario {
        @Override
        void play(Stage stage) {
            Team.play(stage::write, stage::readAgain);
        }
    }

    /** A reader stays for ever; a writer that only tries must not acquire the lock after it. */
    static final class ReaderStays implements Runnable {
        @Override
        public void run() {
            Stage stage = stage();
            Team.play(
                    stage::writeIfFree,
                    () -> {
                        stage.read();
                        stage.readAndKeep();
                    });
            check(stage.lock.getReadLockCount() == 1, "the hold of a reader is lost");
        }
    }

    /** A writer changes the mode and writes again, while a reader is between its two looks. */
    static final class ReaderStaysAfterWrite implements Runnable {
        @Override
        public void run() {
            Stage stage = stage();
            Team.play(
                    () -> {
                        stage.writeIfFree();
                        stage.writeIfFree();
                    },
                    stage::readAndKeep);
        }
    }

    /** A reader tries past a writer that waits, and that gives up if it must. */
    static final class ReaderTries implements Runnable {
        @Override
        public void run() {
            Stage stage = stage();
            Team.play(stage::writeInTime, stage::readAndKeepIfFree);
        }
    }

    /** A writer waits for the main thread, which reads, and gives up at some moment. */
    static final class WriterTimesOut extends Scenario {
        @Override
        void play(Stage stage) {
            stage.reading.lock();
            Team team = Team.start(stage::writeInTime, stage::read);
            stage.reading.unlock();
            team.join();
        }
    }

    /** The same by an interrupt. */
    static final class WriterInterrupted extends Scenario {
        @Override
        void play(Stage stage) {
            stage.reading.lock();
            Team team = Team.start(stage::writeOrGiveUp, stage::read);
            team.interrupt(0);
            stage.reading.unlock();
            team.join();
        }
    }

    /** A writer waits for the main thread, which reads. */
    static final class WriterDrains extends Scenario {
        @Override
        void play(Stage stage) {
            stage.reading.lock();
            Team team = Team.start(stage::write);
            stage.reading.unlock();
            team.join();
        }
    }

    /** A reader waits for the main thread, which writes, and gives up at some moment. */
    static final class ReaderTimesOut extends Scenario {
        @Override
        void play(Stage stage) {
            stage.writing.lock();
            Team team = Team.start(stage::readInTime, stage::write);
            stage.writing.unlock();
            team.join();
        }
    }

    /** A reader, and a writer behind it, wait for the main thread. */
    static final class ReaderAndWriterWait extends Scenario {
        @Override
        void play(Stage stage) {
            stage.writing.lock();
            Team team = Team.start(stage::read, stage::write);
            while (stage.lock.getQueueLength() < 2) {
                Thread.onSpinWait();
            }
            stage.writing.unlock();
            team.join();
        }
    }

    /** The same by an interrupt. */
    static final class ReaderInterrupted extends Scenario {
        @Override
        void play(Stage stage) {
            stage.writing.lock();
            Team team = Team.start(stage::readOrGiveUp, stage::write);
            stage.writing.unlock();
            team.interrupt(0);
            team.join();
        }
    }

    /** A writer downgrades to a reader, and no other thread writes meanwhile. */
    static final class Downgrade extends Scenario {
        @Override
        void play(Stage stage) {
            stage.writing.lock();
            Team team = Team.start(stage::write, stage::read);
            stage.reading.lock();
            stage.writing.unlock();
            check(stage.writes == 0, "written while a thread reads");
            stage.reading.unlock();
            team.join();
        }
    }

    /** A writer waits on a condition, beside a reader. */
    static final class Waits extends Scenario {
        @Override
        void play(Stage stage) {
            Team.play(stage::awaitOpen, stage::open, stage::read);
        }
    }
}
