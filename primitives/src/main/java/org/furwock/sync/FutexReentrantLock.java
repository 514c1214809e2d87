package org.furwock.sync;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.Deadline;
import org.furwock.waiting.Interrupts;
import org.jspecify.annotations.Nullable;

/**
 * {@link java.util.concurrent.locks.ReentrantLock} with another inside: renaming the type is all it
 * takes.
 *
 * <p><b>Contract.</b> That of the original, method by method: {@link #lock} keeps an interrupt for
 * later, {@link #lockInterruptibly} and the timed {@link #tryLock(long, TimeUnit)} end with an
 * {@link InterruptedException}, also if the lock could be had at the same moment; time-outs are
 * measured on the clock of {@link System#nanoTime()} and never end early, and a time of 0 or less
 * is a try; unlocking what the caller does not hold is an {@link IllegalMonitorStateException} and
 * changes nothing; the {@link Integer#MAX_VALUE}th hold is the last one, one more an {@link Error}.
 * What happened before an unlock is visible after the lock that follows. A lock can be serialized;
 * the copy is unlocked, and as fair. Who has no memory to queue with tries again every millisecond,
 * past those who queue, and a wait on a condition returns early; only the timed forms may end with
 * an {@link OutOfMemoryError}, which changes nothing.
 *
 * <p><b>Fairness.</b> A fair lock serves threads in the order in which they came, but for the
 * untimed {@link #tryLock()}, which takes it past everybody. A lock that is not fair goes to
 * whoever comes while it is free; but one who has been next in line for half a millisecond gets it
 * from the next unlock, so that nobody is passed over for ever.
 *
 * <p><b>Virtual threads</b> wait without their carriers. Owner and blocker show in thread dumps,
 * and deadlocks are found, as with the original. <b>Between processes</b> it does not work: see
 * {@link Mutex}.
 *
 * <p><b>Algorithm, wake rule, memory ordering.</b> This class counts holds and knows the owner; the
 * rest is in {@link QueuedLock}, and in {@link LockQueue} and {@link Turn} for those who wait. An
 * uncontended round is one compare-and-set. The lock has no memory outside the heap.
 *
 * <p><b>Differs</b> from the original in its text form's class name, and in being an {@link
 * java.util.concurrent.locks.AbstractOwnableSynchronizer} itself, where the original has one. Those
 * that one {@code signalAll} has sent get the lock back in any order, unless it is fair; the
 * original leaves the order open, too. A thread that sleeps in a native call is {@link
 * Thread.State#RUNNABLE} for the JVM, where one of the original's is WAITING or TIMED_WAITING; what
 * it waits for is its blocker all the same.
 */
public class FutexReentrantLock extends QueuedLock implements Lock, Serializable {

    private static final long serialVersionUID = 1L;

    static {
        Rehearsal.of(new FutexReentrantLock());
    }

    /** Whether the longest waiting thread is served first. */
    private final boolean fair;

    /** How often the owner holds the lock beyond once; the owner's alone. */
    private transient int more;

    /** A lock that is not fair. */
    public FutexReentrantLock() {
        this(false);
    }

    /**
     * A lock.
     *
     * @param fair whether it serves threads in the order in which they came
     */
    public FutexReentrantLock(boolean fair) {
        this.fair = fair;
    }

    /** Locks, once more if the caller holds the lock; waits as long as it takes. */
    @Override
    public void lock() {
        if (!lockAtOnce()) {
            acquire(fair, false, Deadline.NEVER);
            setExclusiveOwnerThread(Thread.currentThread());
        }
    }

    /**
     * Locks, unless the thread is or gets interrupted.
     *
     * @throws InterruptedException if it is or was; the lock is not held once more then
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        Interrupts.check();
        if (!lockAtOnce()) {
            if (!acquire(fair, true, Deadline.NEVER)) {
                throw Interrupts.consume();
            }
            setExclusiveOwnerThread(Thread.currentThread());
        }
    }

    /** Locks if nobody else holds the lock at this moment, past anybody who waits. */
    @Override
    public boolean tryLock() {
        return barge() || lockAgain();
    }

    /**
     * Locks within a time, unless the thread is or gets interrupted. A time of 0 or less is a try
     * that respects the queue of a fair lock.
     *
     * @throws InterruptedException if it is or was; the lock is not held once more then
     */
    @Override
    public boolean tryLock(long timeout, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(timeout);
        Interrupts.check();
        boolean locked = lockAtOnce();
        if (!locked && nanos > 0) {
            locked = acquire(fair, true, Deadline.afterNanos(nanos));
            if (locked) {
                setExclusiveOwnerThread(Thread.currentThread());
            } else {
                Interrupts.check();
            }
        }
        return locked;
    }

    /**
     * Undoes one lock.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the lock
     */
    @Override
    public void unlock() {
        requireOwner();
        if (more != 0) {
            more--;
        } else {
            setExclusiveOwnerThread(null); // before the release: after it there is another owner
            release();
        }
    }

    /** A new condition of this lock, which signals in the order in which threads began to wait. */
    @Override
    public Condition newCondition() {
        return new QueuedCondition(this);
    }

    // Locking without waiting.

    private boolean lockAtOnce() {
        return fair ? lockAgain() || (isQueueEmpty() && barge()) : barge() || lockAgain();
    }

    private boolean barge() {
        boolean locked = tryAcquire();
        if (locked) {
            setExclusiveOwnerThread(Thread.currentThread());
        }
        return locked;
    }

    private boolean lockAgain() {
        boolean own = isOwn();
        if (own) {
            if (more == Integer.MAX_VALUE - 1) {
                throw new Error("held " + Integer.MAX_VALUE + " times already: " + this);
            }
            more++;
        }
        return own;
    }

    // For conditions.

    @Override
    void requireOwner() {
        if (!isOwn()) {
            throw new IllegalMonitorStateException("not held by the current thread: " + this);
        }
    }

    @Override
    int unlockFully() {
        int saved = more;
        more = 0;
        setExclusiveOwnerThread(null);
        release();
        return saved;
    }

    @Override
    void relock(@Nullable Turn turn, int saved) {
        acquireAgain(turn, fair);
        setExclusiveOwnerThread(Thread.currentThread());
        more = saved;
    }

    // Inspection.

    /** How often the calling thread holds the lock. */
    public int getHoldCount() {
        return isOwn() ? more + 1 : 0;
    }

    /** Whether the calling thread holds the lock. */
    public boolean isHeldByCurrentThread() {
        return isOwn();
    }

    /** What is inside this class uses no method that a subclass may override. */
    private boolean isOwn() {
        return getExclusiveOwnerThread() == Thread.currentThread();
    }

    /** Whether anybody holds the lock at this moment. */
    public boolean isLocked() {
        return isHeld();
    }

    /** Whether the lock serves threads in the order in which they came. */
    public final boolean isFair() {
        return fair;
    }

    /** Who holds the lock at this moment, as far as can be seen; null if nobody. */
    protected @Nullable Thread getOwner() {
        return owner();
    }

    private @Nullable Thread owner() {
        return isHeld() ? getExclusiveOwnerThread() : null;
    }

    /** Whether anybody waits for the lock at this moment. */
    public final boolean hasQueuedThreads() {
        return heir() != null;
    }

    /** Whether this thread waits for the lock at this moment. */
    public final boolean hasQueuedThread(Thread thread) {
        return queuedThreads().contains(requireNonNull(thread, "thread"));
    }

    /** How many wait for the lock at this moment. */
    public final int getQueueLength() {
        return queuedThreads().size();
    }

    /** Who waits for the lock at this moment, the last one first. */
    protected Collection<Thread> getQueuedThreads() {
        return queuedThreads();
    }

    /**
     * Whether anybody waits on a condition.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the lock
     * @throws IllegalArgumentException if the condition is not of this lock
     */
    public boolean hasWaiters(Condition condition) {
        return !waitingThreads(condition).isEmpty();
    }

    /**
     * How many wait on a condition.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the lock
     * @throws IllegalArgumentException if the condition is not of this lock
     */
    public int getWaitQueueLength(Condition condition) {
        return waitingThreads(condition).size();
    }

    /**
     * Who waits on a condition, the first one first.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the lock
     * @throws IllegalArgumentException if the condition is not of this lock
     */
    protected Collection<Thread> getWaitingThreads(Condition condition) {
        return waitingThreads(condition);
    }

    private Collection<Thread> waitingThreads(Condition condition) {
        requireNonNull(condition, "condition");
        if (!(condition instanceof QueuedCondition own) || !own.isOf(this)) {
            throw new IllegalArgumentException("not a condition of " + this + ": " + condition);
        }
        return own.waitingThreads();
    }

    @Override
    public String toString() {
        Thread owner = owner();
        return super.toString()
                + (owner == null ? "[Unlocked]" : "[Locked by thread " + owner.getName() + "]");
    }
}
