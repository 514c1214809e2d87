package org.furwock.locks;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.Deadline;
import org.furwock.futex.WaitResult;
import org.furwock.waiting.WaitPolicy;
import org.furwock.watch.WaitRecord;
import org.jspecify.annotations.Nullable;

/**
 * The FIFO queue of a lock's waiters.
 *
 * <p><b>Algorithm.</b> A list linked by {@code prev}, from the tail to the head. The head is no
 * waiter: it is the node of the thread that acquired the lock from the queue last, or an empty one.
 * A waiter appends itself by a compare-and-set of the tail. The <i>first waiter</i> is the one
 * whose predecessor is the head. When it acquires the lock, it becomes the head.
 *
 * <p>A waiter that gives up marks its node CANCELLED. If it is the tail, it removes itself. Else it
 * stays until the waiter behind it, which alone writes its own {@code prev}, steps over it. {@code
 * next} is a shortcut for the thread that wakes; where the shortcut fails, the first waiter is
 * found from the tail.
 *
 * <p><b>Invariants.</b>
 *
 * <ul>
 *   <li>Q1. A node's {@code prev} is written by the node's own thread only.
 *   <li>Q2. Following {@code prev} from the tail visits every waiter and ends at the head.
 *   <li>Q3. Only the thread that holds the lock writes the head.
 *   <li>Q4. A new waiter writes the tail and then reads the head; a new head writes the head and
 *       then reads the tail. All four accesses are volatile. So either the new waiter finds itself
 *       first, or the new head finds that there is a first waiter, and sets the wake flag for it.
 *   <li>Q5. A waiter that gives up passes on the wake that it may have received, to the waiter that
 *       is first then.
 * </ul>
 *
 * <p><b>Source.</b> The CLH queue of {@link java.util.concurrent.locks.AbstractQueuedSynchronizer}.
 * <b>Differs:</b> only successors step over cancelled nodes, so no two threads write the same
 * {@code prev}.
 */
abstract class WaitQueue extends SeenLock {

    private static final long serialVersionUID = 1L;

    private static final VarHandle HEAD;
    private static final VarHandle TAIL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(WaitQueue.class, "head", Waiter.class);
            TAIL = lookup.findVarHandle(WaitQueue.class, "tail", Waiter.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private transient volatile @Nullable Waiter head;
    private transient volatile @Nullable Waiter tail;

    /**
     * A thread that waits, in the queue or in the list of a condition.
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
    static final class Waiter {

        static final int WAITING = 0;
        static final int GRANTED = 1;
        static final int CANCELLED = 2;
        static final int ON_CONDITION = 3;
        static final int SIGNALLED = 4;

        private static final VarHandle STATUS;

        static {
            try {
                STATUS = MethodHandles.lookup().findVarHandle(Waiter.class, "status", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
            // Links the call, which allocates: a waiter must be able to give up in a full heap.
            new Waiter().moves(WAITING, WAITING);
        }

        /** Where the thread sleeps; null for a virtual thread, and once it waits no more. */
        private @Nullable ThreadParker parker;

        /** Null once it waits no more. */
        private volatile @Nullable Thread thread;

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

        /** By its thread: its place in the table of waits, if it has one already. */
        @Nullable WaitRecord wait;

        // By the waiter's thread only: what the acquire loop knows about this wait.

        /** Whether it has been awake since before it was signalled. */
        boolean isAwake;

        /** Whether it was woken and found the lock taken again. */
        boolean hasLost;

        /**
         * Whether an unpark came that no park has used, if the thread sleeps by LockSupport. The
         * permit of LockSupport alone does not say: between two parks the waiter runs a fence,
         * which can load classes or wait for the engine to start, and a lock of the JDK on that way
         * parks, too, and uses the permit up.
         */
        private volatile boolean unparked;

        private long firstSince;
        private long nap = WaitPolicy.FIRST_NAP;
        private boolean wasInterrupted;

        @Nullable Waiter nextOnCondition;

        private volatile @Nullable Waiter prev;
        private volatile @Nullable Waiter next;

        private Waiter() {}

        /** The calling thread's. */
        Waiter(@Nullable ThreadParker parker, int status) {
            this.parker = parker;
            this.thread = Thread.currentThread();
            this.status = status;
        }

        boolean moves(int from, int to) {
            return STATUS.compareAndSet(this, from, to);
        }

        @Nullable Thread thread() {
            return thread;
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

        private WaitResult park(
                boolean interruptible, Deadline deadline, long most, Object blocker) {
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
        WaitResult parkAtMost(
                long nanos, boolean interruptible, Deadline deadline, Object blocker) {
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
                LockSupport.unpark(thread); // which may be null: it waits no more
            }
        }
    }

    /** Whether no thread waits. */
    final boolean isQueueEmpty() {
        return head == tail || first() == null; // a cancelled waiter may stay the tail for long
    }

    /** A place for the calling thread: all the memory that the queue needs for it. */
    final Waiter newWaiter(@Nullable ThreadParker parker, int status) {
        if (tail == null) {
            HEAD.compareAndSet(this, null, new Waiter());
            moveTail(null, requireNonNull(head));
        }
        return new Waiter(parker, status);
    }

    /** Appends a waiter; from then on nothing may fail before it is first, or has given up. */
    final void append(Waiter waiter) {
        Waiter last;
        do {
            last = requireNonNull(tail);
            waiter.prev = last;
        } while (!moveTail(last, waiter));
        last.next = waiter;
    }

    /** Whether {@code from} was the tail; {@code to} is now. */
    private boolean moveTail(@Nullable Waiter from, Waiter to) {
        return TAIL.compareAndSet(this, from, to);
    }

    /** By the waiter's thread: whether it is the first waiter. */
    final boolean isFirst(Waiter waiter) {
        return livePredecessor(waiter) == head;
    }

    private static Waiter livePredecessor(Waiter waiter) {
        Waiter before = requireNonNull(waiter.prev);
        while (before.isCancelled()) {
            before = requireNonNull(before.prev);
            waiter.prev = before;
            before.next = waiter;
        }
        return before;
    }

    /**
     * By the first waiter's thread, which has the lock.
     *
     * @return whether there is a first waiter again, which no other thread may know of
     */
    final boolean becomeHead(Waiter waiter) {
        Waiter before = livePredecessor(waiter);
        waiter.thread = null;
        waiter.parker = null;
        waiter.status = Waiter.GRANTED; // a late hand-over must not find it WAITING
        head = waiter;
        waiter.prev = null; // the old head is garbage
        before.next = null;
        return tail != waiter;
    }

    /** By the thread of a waiter that is CANCELLED: removes it, or passes its wake on (Q5). */
    final void leave(Waiter waiter) {
        if (!removeIfLast(waiter)) {
            Waiter first = first();
            if (first != null) {
                first.unpark();
            }
        }
    }

    /** By the thread of a waiter that has the lock and was not the first one. */
    final void leaveWithLock(Waiter waiter) {
        waiter.status = Waiter.CANCELLED;
        removeIfLast(waiter);
    }

    private boolean removeIfLast(Waiter waiter) {
        Waiter before = livePredecessor(waiter);
        boolean last = waiter == tail && moveTail(waiter, before);
        if (last && before.next == waiter) {
            before.next = null; // a new waiter whose shortcut this destroys is found from the tail
        }
        return last;
    }

    /** The first waiter. A moment later it may be another. */
    final @Nullable Waiter first() {
        Waiter start = head;
        return start == null ? null : after(start);
    }

    /** The next waiter behind this one. */
    final @Nullable Waiter after(Waiter place) {
        Waiter next = place.next;
        if (next != null && !next.isCancelled()) {
            return next;
        }
        Waiter found = null;
        for (Waiter w = tail; w != null && w != place && w.thread != null; w = w.prev) {
            found = w.isCancelled() ? found : w;
        }
        return found;
    }

    // Inspection.

    /** The waiting threads, the last one first. */
    final List<Thread> queuedThreads() {
        List<Thread> threads = new ArrayList<>();
        addQueued(threads, true, true);
        return threads;
    }

    /** The threads that wait for a read lock, or those that wait for the lock itself. */
    final List<Thread> queuedThreads(boolean readers) {
        List<Thread> threads = new ArrayList<>();
        addQueued(threads, readers, !readers);
        return threads;
    }

    private void addQueued(List<Thread> threads, boolean readers, boolean others) {
        for (Waiter w = tail; w != null; w = w.prev) {
            Thread thread = w.thread;
            if (thread != null && !w.isCancelled() && (w.reads ? readers : others)) {
                threads.add(thread);
            }
        }
    }
}
