package org.furwock.locks;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.Deadline;
import org.furwock.futex.WaitResult;
import org.furwock.futex.lowlevel.FieldHandles;
import org.furwock.waiting.WaitPolicy;
import org.furwock.watch.WaitRecord;
import org.furwock.watch.WaitTable;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits, in the queue of a lock, in the list of a condition, or for readers. It is
 * the only object that a wait allocates: it is also the wait's entry in the {@link WaitTable},
 * which the search for deadlocks reads.
 *
 * <pre>
 *  status         meaning                                    entered by
 *  WAITING        in the queue                               the waiter; a signaller
 *  GRANTED        has the lock                               a hand-over; the waiter itself
 *  CANCELLED      has given up, or acquired out of turn      the waiter
 *  ON_CONDITION   in a condition's list, not signalled       the waiter
 *  SIGNALLED      signalled, about to be in the queue        a signaller
 * </pre>
 */
final class Waiter extends WaitRecord {

    static final int WAITING = 0;
    static final int GRANTED = 1;
    static final int CANCELLED = 2;
    static final int ON_CONDITION = 3;
    static final int SIGNALLED = 4;

    private static final VarHandle STATUS =
            FieldHandles.find(MethodHandles.lookup(), "status", int.class);

    static {
        // Links the call, which allocates: a waiter must be able to give up in a full heap.
        new Waiter(null).moves(WAITING, WAITING);
    }

    private final @Nullable SeenLock lock;

    /**
     * Where the thread sleeps; null for a virtual thread, and after the wait. Plain: it is set
     * before the waiter is in the queue, and a waker that still sees it after the wait unparks in
     * vain.
     */
    private @Nullable ThreadParker parker;

    volatile int status;

    /** Whether the next release should hand the lock over to this waiter. */
    volatile boolean wantsHandoff;

    /** Whether a signal moved this waiter to the queue. Plain, as the next one: set before that. */
    boolean wasSignalled;

    /** Whether the same {@code signalAll} moved other waiters, too. */
    boolean isOfMany;

    /** Whether this waiter waits for a read lock. */
    boolean reads;

    /** Whether it relocks after a wait on a condition, so that the wait must not fail. */
    boolean mustEnter;

    /** Whether it is a writer that has the gate and waits for readers. */
    boolean waitsForReaders;

    // By the waiter's thread only: what the acquire loop knows about this wait.

    /** Whether it is in the table of waits. */
    private boolean isSeen;

    /** Whether it was awake when it was signalled, and has been since. */
    boolean isAwake;

    /**
     * Whether it may nap as the first waiter: it lost the lock after a wake, or had no spin credit.
     */
    boolean hasLost;

    /**
     * Whether an unpark came that no park has used up, if the thread sleeps by LockSupport.
     * LockSupport's own permit is not enough. Between two parks the waiter runs a fence, which can
     * load classes or start the engine. A lock of the JDK on that way may park and use up the
     * permit.
     */
    private volatile boolean unparked;

    private long firstSince;
    private long nap = WaitPolicy.FIRST_NAP;
    private boolean wasInterrupted;

    @Nullable Waiter nextOnCondition;

    volatile @Nullable Waiter prev;
    volatile @Nullable Waiter next;

    /** An empty node, of no thread. */
    Waiter(@Nullable SeenLock lock) {
        this(lock, null, WAITING);
        forgetThread();
    }

    /** A waiter of the calling thread. */
    Waiter(@Nullable SeenLock lock, @Nullable ThreadParker parker, int status) {
        this.lock = lock;
        this.parker = parker;
        this.status = status;
    }

    boolean moves(int from, int to) {
        return STATUS.compareAndSet(this, from, to);
    }

    /**
     * Called by its thread after the wait. A node that stays in the queue must not keep a thread
     * reachable.
     */
    @Override
    protected void forgetThread() {
        super.forgetThread();
        parker = null;
    }

    boolean isCancelled() {
        return status == CANCELLED;
    }

    /** Called by its thread during the wait: the parker of a platform thread, otherwise null. */
    @Nullable ThreadParker parker() {
        return parker;
    }

    /**
     * Called by its thread: sleeps as {@link ThreadParker#park(boolean, Deadline, Object)} does.
     */
    WaitResult park(boolean interruptible, Deadline deadline, Object blocker) {
        return deadline.isOver()
                ? WaitResult.TIMED_OUT
                : park(interruptible, deadline, ThreadParker.NO_LIMIT, blocker);
    }

    private WaitResult park(boolean interruptible, Deadline deadline, long most, Object blocker) {
        if (parker != null && parker.sleepsByFutex()) {
            return parker.park(interruptible, deadline, most, blocker);
        }
        if (!interruptible && Thread.interrupted()) {
            wasInterrupted = true; // the status would end each park at once
        }
        WaitResult result = WaitResult.WOKEN;
        if (!unparked) { // nothing from here to LockSupport's park may itself park
            result = ThreadParker.parkThread(interruptible, deadline, most, blocker);
        }
        if (unparked) {
            unparked = false; // before the caller looks again
            result = WaitResult.WOKEN;
        }
        return result;
    }

    /**
     * Called by its thread: sleeps for at most so many nanoseconds. Returns SPURIOUS when they are
     * over.
     */
    WaitResult parkAtMost(long nanos, boolean interruptible, Deadline deadline, Object blocker) {
        if (deadline.remainingNanos() <= nanos) {
            return park(interruptible, deadline, blocker);
        }
        WaitResult result = park(interruptible, deadline, nanos, blocker);
        return result == WaitResult.TIMED_OUT ? WaitResult.SPURIOUS : result;
    }

    /** Called by its thread: the next nap's length, twice the one before, up to a limit. */
    long nextNap() {
        long current = nap;
        nap = Math.min(WaitPolicy.LONGEST_NAP, 2 * current);
        return current;
    }

    /** Called by its thread: the time since its first call of this, as the first waiter. */
    long nanosAsFirst() {
        long now = System.nanoTime();
        if (firstSince == 0) {
            firstSince = now;
        }
        return now - firstSince;
    }

    /** Called by its thread, when the wait is over: restores what {@link #park} has cleared. */
    void restoreInterrupt() {
        if (wasInterrupted) {
            wasInterrupted = false;
            Thread.currentThread().interrupt();
        }
    }

    /** Called by any thread: ends the present sleep, or else the next one. */
    void unpark() {
        ThreadParker own = parker;
        if (own != null && own.sleepsByFutex()) {
            own.unpark();
        } else {
            unparked = true;
            LockSupport.unpark(thread()); // null after the wait
        }
    }

    // In the table of waits.

    /**
     * Called by its thread, which is about to wait: the search for deadlocks sees the wait until
     * {@link WaitTable#leave}. A thread that waits on a condition calls this before it is
     * signalled, because the signal moves it to the queue asleep.
     */
    void enterTable(boolean interruptible, Deadline deadline) {
        if (!isSeen) {
            isSeen = true;
            WaitTable.enter(this, interruptible, deadline, !mustEnter);
        }
    }

    @Override
    protected boolean isForLock() {
        return status != ON_CONDITION;
    }

    @Override
    protected Object lock() {
        return requireNonNull(lock).shown();
    }

    @Override
    protected String mode() {
        return reads ? "read" : requireNonNull(lock).exclusiveMode();
    }

    @Override
    protected @Nullable String site() {
        return requireNonNull(lock).site();
    }

    @Override
    protected void addHolders(Collection<Thread> to) {
        SeenLock waitedFor = requireNonNull(lock);
        if (waitsForReaders) {
            waitedFor.addReaders(to);
        } else {
            waitedFor.addHolders(to);
        }
    }

    @Override
    protected void wake() {
        unpark();
    }
}
