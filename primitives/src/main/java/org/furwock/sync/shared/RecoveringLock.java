package org.furwock.sync.shared;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A mutex with its repair. */
final class RecoveringLock implements Lock {

    private final PthreadMutex mutex;
    private final Recovery recovery;

    RecoveringLock(PthreadMutex mutex, Recovery recovery) {
        this.mutex = mutex;
        this.recovery = recovery;
    }

    @Override
    public void lock() {
        try {
            mutex.lock();
        } catch (OwnerDiedException e) {
            recover(e);
        }
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        try {
            mutex.lockInterruptibly();
        } catch (OwnerDiedException e) {
            recover(e);
        }
    }

    @Override
    public boolean tryLock() {
        try {
            return mutex.tryLock();
        } catch (OwnerDiedException e) {
            return recover(e);
        }
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        try {
            return mutex.tryLock(time, unit);
        } catch (OwnerDiedException e) {
            return recover(e);
        }
    }

    private boolean recover(OwnerDiedException death) {
        boolean repaired = false;
        try {
            recovery.repair(death);
            mutex.requireOwner(); // the repair may have unlocked it
            if (mutex.isInconsistent()) { // the repair may have marked it
                mutex.markConsistent();
            }
            repaired = true;
        } finally {
            if (!repaired && mutex.isHeldByCurrentThread()) {
                mutex.unlockWithinReserve(); // that of the call that locked it, as far down as here
            }
        }
        return true;
    }

    @Override
    public void unlock() {
        mutex.unlock();
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException(
                "a condition must be able to say that an owner died: see RobustCondition");
    }

    @Override
    public String toString() {
        return mutex.toString();
    }
}
