package org.furwock.sync;

import static org.furwock.sync.RwLockWait.Mode.UPGRADABLE;
import static org.furwock.sync.RwLockWait.Mode.UPGRADE;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.Deadline;
import org.furwock.futex.lowlevel.StackReserve;
import org.furwock.waiting.Interrupts;

/**
 * The read lock of a {@link RwLock} that can become the write lock: no writer comes between what
 * its holder has read and what it then writes. One thread at a time holds it, beside any number of
 * readers.
 *
 * <pre>{@code
 * try (var hold = lock.upgradableLock().hold()) {
 *     if (!cache.containsKey(key)) {
 *         lock.upgradableLock().upgrade();
 *         cache.put(key, value);
 *     }
 * }
 * }</pre>
 *
 * <p><b>Contract.</b> That of {@link Lock}; not reentrant. {@link #upgrade} waits until the other
 * readers have left, and acquires the write lock: the upgrader is its owner. {@link #downgrade}, or
 * an unlock of the write lock, releases the write lock and keeps the upgradable lock. {@link
 * #unlock} releases both. An upgrade that times out or is interrupted keeps the upgradable lock,
 * and lets in the readers that came meanwhile. Misuse throws an {@link
 * IllegalMonitorStateException} and changes nothing. Misuse is a second lock or upgrade, a
 * downgrade without an upgrade, an unlock by another thread, and a holder's lock of the write lock
 * in place of an upgrade. Interrupts, time-outs and memory effects are those of the read lock, and
 * of the write lock after an upgrade.
 *
 * <p>A holder may take read locks, too, but must release them before it upgrades. Otherwise the
 * upgrade waits for the caller itself.
 *
 * <p><b>Fairness.</b> Readers enter beside the holder, also while writers wait. From the call of
 * upgrade on, new readers wait. When the write lock is released, they enter before the next writer
 * or the next upgrade. Writers and upgradable readers wait for the holder, in no order.
 *
 * <p><b>Virtual threads, thread dumps, processes.</b> As for the write lock: the owner is known
 * within its process for threads that use this object.
 *
 * <p><b>Algorithm, states, wake rule, memory ordering.</b> See {@code RwLockUpgrade}.
 *
 * <p><b>Source.</b> The upgradable mode of Boost's {@code upgrade_mutex} and of parking_lot's
 * {@code RwLock}. <b>Differs:</b> writers that wait do not keep new readers out while it is held,
 * since an upgrade may never come.
 *
 * @since 1.0
 */
public final class UpgradableLock extends ExclusiveLock {

    private static final long serialVersionUID = 1L;

    final transient RwLockUpgrade state;
    private final transient RwLock.WriteLock writeLock;

    UpgradableLock(RwLockWord word, RwLock.WriteLock writeLock) {
        state = new RwLockUpgrade(word);
        this.writeLock = writeLock;
    }

    /** Locks unless another thread holds the write lock or this lock, or is the next to hold it. */
    @Override
    public boolean tryLock() {
        StackReserve.forAcquire();
        return owned(!writeLock.isHeldByCurrentThread() && state.tryEnter());
    }

    @Override
    boolean acquire(boolean interruptible, Deadline deadline) {
        if (isHeldByCurrentThread() || writeLock.isHeldByCurrentThread()) {
            throw new IllegalMonitorStateException(
                    "already held by the current thread, and not reentrant: " + this);
        }
        StackReserve.forAcquire();
        return owned(
                state.tryEnter()
                        || RwLockWait.await(writeLock, UPGRADABLE, interruptible, deadline));
    }

    /**
     * Unlocks; if the lock is upgraded, the write lock, too.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the lock
     */
    @Override
    public void unlock() {
        requireOwner();
        StackReserve.forRelease();
        if (isUpgraded()) {
            writeLock.unlock();
        }
        setExclusiveOwnerThread(null); // before the release: after it there is another owner
        state.leave();
    }

    /**
     * Not supported.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException("an upgradable lock has no conditions: " + this);
    }

    // Upgrading.

    /**
     * Acquires the write lock; waits as long as it takes.
     *
     * @throws IllegalMonitorStateException if the caller does not hold this lock, or holds the
     *     write lock already
     */
    public void upgrade() {
        upgrade(false, Deadline.NEVER);
    }

    /**
     * Acquires the write lock, unless the thread is or gets interrupted.
     *
     * @throws InterruptedException if the thread is or gets interrupted; it holds only this lock
     *     then
     * @throws IllegalMonitorStateException as {@link #upgrade}
     */
    public void upgradeInterruptibly() throws InterruptedException {
        Interrupts.check();
        if (!upgrade(true, Deadline.NEVER)) {
            throw Interrupts.consume();
        }
    }

    /**
     * Acquires the write lock if no other thread reads or waits to read.
     *
     * @throws IllegalMonitorStateException as {@link #upgrade}
     */
    public boolean tryUpgrade() {
        requireUpgraded(false);
        StackReserve.forAcquire();
        return writeLock.owned(state.tryUpgrade());
    }

    /**
     * Acquires the write lock within a time, unless the thread is or gets interrupted. A time of 0
     * or less is a try.
     *
     * @throws InterruptedException if the thread is or gets interrupted; it holds only this lock
     *     then
     * @throws IllegalMonitorStateException as {@link #upgrade}
     */
    public boolean tryUpgrade(long time, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(time);
        Interrupts.check();
        if (nanos <= 0) {
            return tryUpgrade();
        }
        boolean upgraded = upgrade(true, Deadline.ofTimeout(nanos));
        if (!upgraded) {
            Interrupts.check();
        }
        return upgraded;
    }

    private boolean upgrade(boolean interruptible, Deadline deadline) {
        requireUpgraded(false);
        StackReserve.forAcquire();
        return writeLock.owned(
                state.tryUpgrade()
                        || RwLockWait.await(writeLock, UPGRADE, interruptible, deadline));
    }

    /**
     * Releases the write lock, and keeps this lock: no writer comes between.
     *
     * @throws IllegalMonitorStateException if the lock is not upgraded by the caller
     */
    public void downgrade() {
        requireUpgraded(true);
        writeLock.unlock();
    }

    private void requireUpgraded(boolean expected) {
        requireOwner();
        if (isUpgraded() != expected) {
            throw new IllegalMonitorStateException(
                    (expected ? "not upgraded: " : "upgraded already: ") + this);
        }
    }

    // Inspection.

    /** Whether the calling thread holds this lock and has upgraded it. */
    public boolean isUpgraded() {
        return isHeldByCurrentThread() && writeLock.isHeldByCurrentThread();
    }

    @Override
    public String toString() {
        Thread owner = owner();
        return super.toString()
                + (owner == null ? "[Unlocked]" : "[Locked by thread " + owner.getName() + "]");
    }

    /** A lock is a place in memory, which a stream cannot carry. */
    private void writeObject(ObjectOutputStream stream) throws NotSerializableException {
        throw new NotSerializableException(UpgradableLock.class.getName());
    }
}
