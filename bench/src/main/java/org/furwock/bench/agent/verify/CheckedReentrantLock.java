package org.furwock.bench.agent.verify;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.furwock.locks.FutexReentrantLock;

/** A {@link FutexReentrantLock} with a check of its contract. */
public class CheckedReentrantLock extends FutexReentrantLock {

    private static final long serialVersionUID = 1L;

    private transient HoldContract contract;

    /** A lock that is not fair. */
    public CheckedReentrantLock() {
        this(false);
    }

    /** A lock that may be fair. */
    @SuppressWarnings("this-escape") // passed to its own part only
    public CheckedReentrantLock(boolean fair) {
        super(fair);
        contract = HoldContract.exclusive(this);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        contract = HoldContract.exclusive(this);
    }

    /** Reads data of a subclass that was serialized with the JDK's lock. */
    private void readObjectNoData() {
        contract = HoldContract.exclusive(this);
    }

    private int holds() {
        return super.getHoldCount();
    }

    @Override
    public void lock() {
        super.lock();
        contract.acquired(1, holds());
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        super.lockInterruptibly();
        contract.acquired(1, holds());
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
            contract.acquired(1, holds());
        }
        return locked;
    }

    @Override
    public void unlock() {
        contract.release(super::unlock);
    }

    @Override
    public Condition newCondition() {
        return new CheckedCondition(super.newCondition(), contract, this::holds);
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
}
