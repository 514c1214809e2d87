package org.furwock.sync.shared;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.TimeUnit;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;
import org.furwock.futex.lowlevel.InterruptStatus;
import org.furwock.waiting.ShortWait;

/**
 * A condition of a {@link RobustMutex}, between processes.
 *
 * <p><b>Contract.</b> That of {@link java.util.concurrent.locks.Condition}, with one difference. A
 * wait ends with the mutex held. If an owner of the mutex died meanwhile, the wait ends with an
 * {@link OwnerDiedException}, as locking does; an interrupt at the same time stays in the thread's
 * status. Without the mutex, all methods throw an {@link IllegalMonitorStateException}. After an
 * owner's death the caller must first mark the mutex consistent. A wait may end spuriously, so call
 * it in a loop. Time-outs are on the clock of {@link System#nanoTime()} and never early. With a
 * time-out of 0 or less, a wait releases the mutex once.
 *
 * <p><b>Death.</b> A condition has no owner and counts no waiters, so a waiter that dies leaves
 * nothing behind. But if it was just woken, it has consumed the wake. If waiters may be killed, use
 * {@link #signalAll}, as with {@code pthread_cond_t}.
 *
 * <p><b>Algorithm.</b> One word, a sequence number that wraps. A waiter reads it, unlocks, and
 * sleeps while it has not changed. A signaller holds the mutex, adds 1 and wakes one, or all.
 *
 * <p><b>Wake rule.</b> If the number changes before a waiter is asleep, the kernel does not let it
 * sleep, and it looks again. So after a signal at least one of the waiters looks again, and after a
 * signal to all, all do. A thread that is delayed between its unlock and its sleep while exactly
 * 2<sup>32</sup> signals are given would miss them.
 *
 * <p><b>Source.</b> The process-shared condition of musl, and the condition of Rust's std.
 * <b>Differs</b> from {@link org.furwock.sync.MutexCondition}, which moves sleepers to the mutex
 * and counts its waiters: the counts would be wrong after a death.
 *
 * @since 1.0
 */
public final class RobustCondition {

    private final RobustMutex mutex;
    private final FutexWord sequence;

    /**
     * A condition on a given word.
     *
     * @param mutex the mutex that guards it
     * @param sequence any value at first; belongs to the condition from then on
     * @throws IllegalArgumentException if its scope is not SHARED
     */
    public RobustCondition(RobustMutex mutex, FutexWord sequence) {
        this.mutex = requireNonNull(mutex, "mutex");
        this.sequence = requireNonNull(sequence, "sequence");
        if (sequence.scope() != FutexScope.SHARED) {
            throw new IllegalArgumentException("a shared word is needed: " + sequence);
        }
    }

    /**
     * Waits for a signal.
     *
     * @throws InterruptedException if the thread is or gets interrupted; the mutex is held
     * @throws OwnerDiedException with the mutex held: its last owner died
     * @throws MutexNotRecoverableException if the mutex has become unusable; it is not held then
     */
    public void await() throws InterruptedException, OwnerDiedException {
        if (waitOnce(true, Deadline.NEVER) == WaitResult.INTERRUPTED) {
            throw interrupted();
        }
    }

    /**
     * Waits for a signal.
     *
     * @throws OwnerDiedException with the mutex held: its last owner died
     * @throws MutexNotRecoverableException if the mutex has become unusable; it is not held then
     */
    public void awaitUninterruptibly() throws OwnerDiedException {
        waitOnce(false, Deadline.NEVER);
    }

    /**
     * Waits for a signal within a time.
     *
     * @return false if the time ran out
     * @throws InterruptedException if the thread is or gets interrupted; the mutex is held
     * @throws OwnerDiedException with the mutex held: its last owner died
     * @throws MutexNotRecoverableException if the mutex has become unusable; it is not held then
     */
    public boolean await(long time, TimeUnit unit) throws InterruptedException, OwnerDiedException {
        WaitResult result = waitOnce(true, Deadline.ofTimeout(unit.toNanos(time)));
        if (result == WaitResult.INTERRUPTED) {
            throw interrupted();
        }
        return result != WaitResult.TIMED_OUT;
    }

    private static InterruptedException interrupted() {
        Thread.interrupted();
        return new InterruptedException();
    }

    private WaitResult waitOnce(boolean interruptible, Deadline deadline)
            throws OwnerDiedException {
        requireConsistentOwner();
        if (interruptible && InterruptStatus.isSet()) {
            return WaitResult.INTERRUPTED;
        }
        mutex.reserve(); // or there might be no way back
        int seen = sequence.get();
        mutex.unlockWithinReserve();
        try {
            return ShortWait.await(sequence, seen, deadline, WaitOptions.of(interruptible), this);
        } finally {
            mutex.lockWithinReserve();
        }
    }

    /** Wakes one waiter, which looks again. */
    public void signal() {
        wake(1);
    }

    /** Wakes all waiters, which look again. */
    public void signalAll() {
        wake(Integer.MAX_VALUE);
    }

    private void wake(int count) {
        mutex.requireOwner();
        sequence.getAndAdd(1);
        Futex.wake(sequence, count);
    }

    private void requireConsistentOwner() {
        mutex.requireOwner();
        if (mutex.isInconsistent()) {
            throw new IllegalStateException(
                    "waiting would unlock it for good: markConsistent() comes first: " + mutex);
        }
    }

    /** The number of waiters in all processes. */
    public int getWaiterCount() {
        return Futex.sleepers(sequence);
    }

    @Override
    public String toString() {
        return super.toString() + "[of " + mutex + "]";
    }
}
