package org.furwock.locks;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
import org.furwock.futex.Deadline;
import org.furwock.futex.lowlevel.FieldHandles;
import org.furwock.futex.lowlevel.StackReserve;
import org.furwock.scoped.MonitorLock;
import org.furwock.waiting.Interrupts;
import org.furwock.waiting.PredicateQueue;
import org.jspecify.annotations.Nullable;

/**
 * A reentrant lock that replaces {@link java.util.concurrent.locks.ReentrantLock}: rename the type.
 *
 * <p><b>Contract.</b> That of ReentrantLock, method by method. {@link #lock} keeps an interrupt for
 * later. {@link #lockInterruptibly} and the timed {@link #tryLock(long, TimeUnit)} end with an
 * {@link InterruptedException}, even if the lock is free at the same moment. Time-outs are measured
 * on the clock of {@link System#nanoTime()} and never end early; a time of 0 or less is a try.
 * Unlocking a lock that the caller does not hold is an {@link IllegalMonitorStateException} and
 * changes nothing. A thread may hold the lock {@link Integer#MAX_VALUE} times; one more is an
 * {@link Error}. What happened before an unlock is visible after the lock that follows. A lock can
 * be serialized; the copy is unlocked and has the same fairness.
 *
 * <p><b>Fairness.</b> A fair lock serves threads in the order in which they came; only the untimed
 * {@link #tryLock()} acquires it past the queue. A lock that is not fair goes to any thread that
 * comes while it is free. A thread that has been first in the queue for 10 ms gets it from the next
 * unlock, so every waiting thread acquires the lock in bounded time.
 *
 * <p><b>Sleeping.</b> A platform thread sleeps in a futex call: the JVM shows it as {@link
 * Thread.State#RUNNABLE}, with this lock as its {@linkplain
 * java.util.concurrent.locks.LockSupport#getBlocker blocker}. With {@code -Dfurwock.sleep=park} it
 * sleeps by {@link java.util.concurrent.locks.LockSupport}, as with the original: it is WAITING,
 * and every tool sees lock and owner. Thread dumps and the JVM's search for deadlocks work with
 * both. <b>Virtual threads</b> always sleep by LockSupport, without their carriers. <b>Between
 * processes</b> this lock does not work: see {@link org.furwock.sync.Mutex}.
 *
 * <p><b>Without memory</b> for a place in the queue, a thread tries again every millisecond, past
 * the queue. A wait on a condition returns early then. The timed forms may end with an {@link
 * OutOfMemoryError}, which changes nothing.
 *
 * <p><b>Without stack</b>, a lock, unlock, wait or signal ends with a {@link StackOverflowError}
 * before it changes anything: the owner can unlock later, with more stack. An unlock needs less
 * stack than a lock, so an unlock in the method that locked does not fail in this way.
 *
 * <p><b>Checks.</b> With {@code -Dfurwock.deadlocks=throw} or {@code -Dfurwock.order=throw}, an
 * acquisition without a time limit can fail with an {@link IllegalMonitorStateException}: see
 * {@link Deadlocks} and {@link LockDiagnostics}.
 *
 * <p><b>Algorithm, wake rule, memory ordering.</b> This class keeps the state and counts holds. The
 * acquire loop and the proof are in {@link QueuedLock}, the queue in {@link WaitQueue}. An
 * uncontended lock and unlock take one compare-and-set together. The lock has no memory outside the
 * heap.
 *
 * <p><b>Differs</b> from the original. {@link #toString} shows this class's name. Messages of
 * exceptions carry the wrong value. The lock is an {@link
 * java.util.concurrent.locks.AbstractOwnableSynchronizer}, where the original has one. A sleeping
 * thread has another state, see above. If the lock is not fair, the threads that one {@code
 * signalAll} moves acquire it in any order.
 *
 * @since 1.0
 */
public class FutexReentrantLock extends OwnedLock implements MonitorLock, Serializable {

    private static final long serialVersionUID = 1L;

    private static final int FREE = 0;
    private static final int HELD = 1;
    private static final VarHandle STATE =
            FieldHandles.find(MethodHandles.lookup(), "state", int.class);

    static { // Links the calls now, which allocates: the first unlock must not fail in a full heap.
        new FutexReentrantLock().release();
    }

    private transient volatile int state;

    /** Holds of the owner beyond the first; read and written by the owner only. */
    private transient int more;

    /** Null if no thread has waited for a predicate yet; guarded by the lock. */
    private transient @Nullable PredicateQueue predicates;

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
        super(fair);
    }

    /** Locks, once more if the caller holds the lock; waits as long as it takes. */
    @Override
    public void lock() {
        StackReserve.forAcquire();
        checkOrder();
        if (!lockAtOnce()) {
            acquireWithWait(false, Deadline.NEVER);
            own();
        }
    }

    /**
     * Locks, unless the thread is or gets interrupted.
     *
     * @throws InterruptedException if the thread is or gets interrupted; it gains no hold then
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        StackReserve.forAcquire();
        Interrupts.check();
        checkOrder();
        if (!lockAtOnce()) {
            if (!acquireWithWait(true, Deadline.NEVER)) {
                throw Interrupts.consume();
            }
            own();
        }
    }

    /** Locks if no other thread holds the lock at this moment, past the queue. */
    @Override
    public boolean tryLock() {
        StackReserve.forAcquire();
        return barge() || lockAgain();
    }

    /**
     * Locks within a time, unless the thread is or gets interrupted. A time of 0 or less is a try
     * that respects the queue of a fair lock.
     *
     * @throws InterruptedException if the thread is or gets interrupted; it gains no hold then
     */
    @Override
    public boolean tryLock(long timeout, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(timeout);
        StackReserve.forAcquire();
        Interrupts.check();
        boolean locked = lockAtOnce();
        if (!locked && nanos > 0) {
            locked = acquireWithWait(true, Deadline.afterNanos(nanos));
            if (locked) {
                own();
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
        StackReserve.forRelease();
        requireOwner();
        if (more != 0) {
            more--;
        } else {
            beforeRelease();
            disown();
            release();
        }
    }

    /** A new condition of this lock, which signals in the order in which threads began to wait. */
    @Override
    public Condition newCondition() {
        return new QueuedCondition(this);
    }

    @Override
    final boolean isHeld() {
        return state != FREE;
    }

    @Override
    final boolean tryAcquire() {
        return state == FREE && STATE.compareAndSet(this, FREE, HELD);
    }

    @Override
    final void free() {
        STATE.setRelease(this, FREE);
    }

    // Locking without waiting.

    private boolean lockAtOnce() {
        return fair ? lockAgain() || (isQueueEmpty() && barge()) : barge() || lockAgain();
    }

    private boolean barge() {
        boolean locked = tryAcquire();
        if (locked) {
            own();
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

    // Waiting for a predicate.

    @Override
    public boolean awaitUntil(BooleanSupplier predicate, Deadline deadline)
            throws InterruptedException {
        requireOwner();
        return predicates().awaitOrThrow(new PredicateWait(this, predicate), deadline);
    }

    @Override
    public void awaitUntilUninterruptibly(BooleanSupplier predicate) {
        requireOwner();
        predicates().await(new PredicateWait(this, predicate), false, Deadline.NEVER);
    }

    private PredicateQueue predicates() {
        if (predicates == null) {
            predicates = new PredicateQueue();
        }
        return predicates;
    }

    @Override
    public int getPredicateWaiterCount() {
        requireOwner();
        return predicates == null ? 0 : predicates.size();
    }

    /** Called by the owner: the value of a predicate, which must not change the number of holds. */
    boolean evaluate(BooleanSupplier predicate) {
        int before = more;
        int after;
        boolean value;
        try {
            value = predicate.getAsBoolean();
        } finally {
            after = more;
            more = before;
        }
        if (after != before) {
            throw new IllegalMonitorStateException(
                    "a predicate changed the holds by " + (after - before) + ": " + this);
        }
        return value;
    }

    @Override
    void beforeRelease() {
        if (predicates != null) {
            predicates.select();
        }
    }

    // For conditions.

    @Override
    void requireOwner() {
        if (!isOwn()) {
            throw new IllegalMonitorStateException("not held by the current thread: " + this);
        }
    }

    @Override
    long unlockFully() {
        int saved = more;
        more = 0;
        disown();
        release();
        return saved;
    }

    @Override
    void relock(@Nullable Waiter waiter, long saved) {
        checkOrderAgain();
        reacquire(waiter);
        own();
        more = (int) saved;
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

    /** Whether a thread holds the lock at this moment. */
    public boolean isLocked() {
        return isHeld();
    }

    /** Whether the lock serves threads in the order in which they came. */
    public final boolean isFair() {
        return fair;
    }

    /** The thread that holds the lock at this moment, as far as can be seen; null if none. */
    protected @Nullable Thread getOwner() {
        return owner();
    }

    /** Whether threads wait for the lock at this moment. */
    public final boolean hasQueuedThreads() {
        return first() != null;
    }

    /** Whether this thread waits for the lock at this moment. */
    public final boolean hasQueuedThread(Thread thread) {
        return queuedThreads().contains(requireNonNull(thread, "thread"));
    }

    /** How many threads wait for the lock at this moment. */
    public final int getQueueLength() {
        return queuedThreads().size();
    }

    /** The threads that wait for the lock at this moment, the last one first. */
    protected Collection<Thread> getQueuedThreads() {
        return queuedThreads();
    }

    /**
     * Whether threads wait on a condition.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the lock
     * @throws IllegalArgumentException if the condition is not of this lock
     */
    public boolean hasWaiters(Condition condition) {
        return !waitingThreads(condition).isEmpty();
    }

    /**
     * How many threads wait on a condition.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the lock
     * @throws IllegalArgumentException if the condition is not of this lock
     */
    public int getWaitQueueLength(Condition condition) {
        return waitingThreads(condition).size();
    }

    /**
     * The threads that wait on a condition, the first one first.
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
