package org.furwock.bench.agent.verify;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.furwock.locks.FutexReentrantReadWriteLock;

/** A {@link FutexReentrantReadWriteLock} with a check of its contract. */
public class CheckedReadWriteLock extends FutexReentrantReadWriteLock {

    private static final long serialVersionUID = 1L;

    private transient HoldContract readers;
    private transient HoldContract writers;
    private final ReadLock readLock;
    private final WriteLock writeLock;

    /** A lock that is not fair. */
    public CheckedReadWriteLock() {
        this(false);
    }

    /** A lock that may be fair. */
    @SuppressWarnings("this-escape") // passed to its own parts only
    public CheckedReadWriteLock(boolean fair) {
        super(fair);
        List<HoldContract> contracts = HoldContract.readWrite(this);
        readers = contracts.get(0);
        writers = contracts.get(1);
        readLock = new ReadLock(this);
        writeLock = new WriteLock(this);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        List<HoldContract> contracts = HoldContract.readWrite(this);
        readers = contracts.get(0);
        writers = contracts.get(1);
    }

    @Override
    public ReadLock readLock() {
        return readLock;
    }

    @Override
    public WriteLock writeLock() {
        return writeLock;
    }

    private int readHolds() {
        return super.getReadHoldCount();
    }

    private int writeHolds() {
        return super.getWriteHoldCount();
    }

    @Override
    public boolean hasWaiters(Condition condition) {
        return super.hasWaiters(CheckedCondition.plain(condition));
    }

    @Override
    public int getWaitQueueLength(Condition condition) {
        return super.getWaitQueueLength(CheckedCondition.plain(condition));
    }

    @Override
    protected Collection<Thread> getWaitingThreads(Condition condition) {
        return super.getWaitingThreads(CheckedCondition.plain(condition));
    }

    /** The lock that many threads hold at once. */
    public static class ReadLock extends FutexReentrantReadWriteLock.ReadLock {

        private static final long serialVersionUID = 1L;

        private final CheckedReadWriteLock whole;

        /** The read lock of {@code lock}, for subclasses. */
        protected ReadLock(CheckedReadWriteLock lock) {
            super(lock);
            whole = lock;
        }

        @Override
        public void lock() {
            super.lock();
            noted(true);
        }

        @Override
        public void lockInterruptibly() throws InterruptedException {
            super.lockInterruptibly();
            noted(true);
        }

        @Override
        public boolean tryLock() {
            return noted(super.tryLock());
        }

        @Override
        public boolean tryLock(long timeout, TimeUnit unit) throws InterruptedException {
            return noted(super.tryLock(timeout, unit));
        }

        private boolean noted(boolean locked) {
            if (locked) {
                whole.readers.acquired(1, whole.readHolds());
            }
            return locked;
        }

        @Override
        public void unlock() {
            whole.readers.release(super::unlock);
        }
    }

    /** The lock that one thread holds. */
    public static class WriteLock extends FutexReentrantReadWriteLock.WriteLock {

        private static final long serialVersionUID = 1L;

        private final CheckedReadWriteLock whole;

        /** The write lock of {@code lock}, for subclasses. */
        protected WriteLock(CheckedReadWriteLock lock) {
            super(lock);
            whole = lock;
        }

        @Override
        public void lock() {
            super.lock();
            noted(true);
        }

        @Override
        public void lockInterruptibly() throws InterruptedException {
            super.lockInterruptibly();
            noted(true);
        }

        @Override
        public boolean tryLock() {
            return noted(super.tryLock());
        }

        @Override
        public boolean tryLock(long timeout, TimeUnit unit) throws InterruptedException {
            return noted(super.tryLock(timeout, unit));
        }

        private boolean noted(boolean locked) {
            if (locked) {
                whole.writers.acquired(1, whole.writeHolds());
            }
            return locked;
        }

        @Override
        public void unlock() {
            whole.writers.release(super::unlock);
        }

        @Override
        public Condition newCondition() {
            return new CheckedCondition(super.newCondition(), whole.writers, whole::writeHolds);
        }
    }
}
