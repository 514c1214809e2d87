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
 * A thread that waits, in the queue of a lock, in the list of a condition, or for readers. A wait
 * takes no other object: the waiter is also its place in the table of waits, which the search for
 * deadlocks looks at.
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

    /** Where the thread sleeps; null for a virtual thread, and once it waits no more. */
    private @Nullable ThreadParker parker;

    volatile int status;

    /** Whether the next release should hand the lock over to this waiter. */
    volatile boolean wantsHandoff;

    /** Whether a condition moved this waiter to the queue. */
    boolean wasSignalled;

    /** Whether the condition moved others at the same time. */
    boolean isOfMany;

    /** Whether this waiter waits for a read lock. */
    boolean reads;

    /** Whether it waits for the lock after a wait on a condition, and must get it. */
    boolean mustEnter;

    /** Whether it has the lock but for the readers that it waits for. */
    boolean waitsForReaders;

    // By the waiter's thread only: what the acquire loop knows about this wait.

    private boolean isSeen;

    /** Whether it has been awake since before it was signalled. */
    boolean isAwake;

    /** Whether it was woken and found the lock taken again. */
    boolean hasLost;

    /**
     * Whether an unpark came that no park has used, if the thread sleeps by LockSupport. The permit
     * of LockSupport alone does not say: between two parks the waiter runs a fence, which can load
     * classes or wait for the engine to start, and a lock of the JDK on that way parks, too, and
     * uses the permit up.
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

    /** The calling thread's. */
    Waiter(@Nullable SeenLock lock, @Nullable ThreadParker parker, int status) {
        this.lock = lock;
        this.parker = parker;
        this.status = status;
    }

    boolean moves(int from, int to) {
        return STATUS.compareAndSet(this, from, to);
    }

    /** By its thread, which waits no more: a node that stays in the queue keeps no thread. */
    @Override
    protected void forgetThread() {
        super.forgetThread();
        parker = null;
    }

    boolean isCancelled() {
        return status == CANCELLED;
    }

    /** By its thread, while it waits: the parker of a platform thread, else null. */
    @Nullable ThreadParker parker() {
        return parker;
    }

    /** By its thread: sleeps as {@link ThreadParker#park(boolean, Deadline, Object)} does. */
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

    /** By its thread: sleeps for so many nanoseconds at most; their end is SPURIOUS. */
    WaitResult parkAtMost(long nanos, boolean interruptible, Deadline deadline, Object blocker) {
        if (deadline.remainingNanos() <= nanos) {
            return park(interruptible, deadline, blocker);
        }
        WaitResult result = park(interruptible, deadline, nanos, blocker);
        return result == WaitResult.TIMED_OUT ? WaitResult.SPURIOUS : result;
    }

    /** By its thread: the next nap's length, twice the one before, up to a limit. */
    long nextNap() {
        long current = nap;
        nap = Math.min(WaitPolicy.LONGEST_NAP, 2 * current);
        return current;
    }

    /** By its thread, if it is the first waiter: for how long it has been that. */
    long nanosAsFirst() {
        long now = System.nanoTime();
        if (firstSince == 0) {
            firstSince = now;
        }
        return now - firstSince;
    }

    /** By its thread, when the wait is over: restores what {@link #park} has cleared. */
    void restoreInterrupt() {
        if (wasInterrupted) {
            wasInterrupted = false;
            Thread.currentThread().interrupt();
        }
    }

    /** By any thread: ends its sleep of this moment, or else the next one. */
    void unpark() {
        ThreadParker own = parker;
        if (own != null && own.sleepsByFutex()) {
            own.unpark();
        } else {
            unparked = true;
            LockSupport.unpark(thread()); // which may be null: it waits no more
        }
    }

    // In the table of waits.

    /**
     * By its thread, once it must wait: the search for deadlocks sees it until {@link
     * WaitTable#leave}. A thread that has released the lock to wait on a condition enters before it
     * is signalled: the signal moves it to the queue, and it sleeps on there.
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
