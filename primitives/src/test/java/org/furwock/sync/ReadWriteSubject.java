package org.furwock.sync;

import java.util.Collection;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.furwock.locks.FutexReentrantReadWriteLock;

/**
 * A lock for readers and writers under test: the JDK's, which proves the test, or ours.
 *
 * @param ours whether it is ours
 * @param fair whether to ask for fairness
 * @param hot whether it has been read so often before that readers use slots
 */
public record ReadWriteSubject(boolean ours, boolean fair, boolean hot) {

    private static final int ENOUGH_TO_HEAT = 20_000;

    /** The methods of both; the protected ones are public here. */
    public interface Inspected extends AnyLock {
        Lock readLock();

        Lock writeLock();

        boolean isWriteLocked();

        boolean isWriteLockedByCurrentThread();

        int getReadLockCount();

        int getReadHoldCount();

        int getWriteHoldCount();

        Collection<Thread> getQueuedReaderThreads();

        Collection<Thread> getQueuedWriterThreads();
    }

    public static Stream<ReadWriteSubject> all() {
        return Stream.of(
                new ReadWriteSubject(false, false, false),
                new ReadWriteSubject(false, true, false),
                new ReadWriteSubject(true, false, false),
                new ReadWriteSubject(true, true, false),
                new ReadWriteSubject(true, false, true),
                new ReadWriteSubject(true, true, true));
    }

    Inspected make() {
        Object lock = ours ? new Ours(fair) : new Jdk(fair);
        Inspected made = Duck.as(Inspected.class, lock);
        if (hot) {
            heat(made.readLock());
        }
        return made;
    }

    /** Makes a lock's readers use slots. */
    public static void heat(Lock read) {
        Locking.lockAndUnlock(read, ENOUGH_TO_HEAT);
    }

    private static final class Jdk extends ReentrantReadWriteLock {
        private static final long serialVersionUID = 1L;

        Jdk(boolean fair) {
            super(fair);
        }

        @Override
        public Thread getOwner() {
            return super.getOwner();
        }

        @Override
        public Collection<Thread> getQueuedThreads() {
            return super.getQueuedThreads();
        }

        @Override
        public Collection<Thread> getQueuedReaderThreads() {
            return super.getQueuedReaderThreads();
        }

        @Override
        public Collection<Thread> getQueuedWriterThreads() {
            return super.getQueuedWriterThreads();
        }

        @Override
        public Collection<Thread> getWaitingThreads(Condition condition) {
            return super.getWaitingThreads(condition);
        }
    }

    private static final class Ours extends FutexReentrantReadWriteLock {
        private static final long serialVersionUID = 1L;

        Ours(boolean fair) {
            super(fair);
        }

        @Override
        public Thread getOwner() {
            return super.getOwner();
        }

        @Override
        public Collection<Thread> getQueuedThreads() {
            return super.getQueuedThreads();
        }

        @Override
        public Collection<Thread> getQueuedReaderThreads() {
            return super.getQueuedReaderThreads();
        }

        @Override
        public Collection<Thread> getQueuedWriterThreads() {
            return super.getQueuedWriterThreads();
        }

        @Override
        public Collection<Thread> getWaitingThreads(Condition condition) {
            return super.getWaitingThreads(condition);
        }
    }
}
