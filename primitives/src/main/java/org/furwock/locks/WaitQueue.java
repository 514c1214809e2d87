package org.furwock.locks;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.furwock.futex.lowlevel.FieldHandles;
import org.jspecify.annotations.Nullable;

/**
 * The FIFO queue of a lock's waiters.
 *
 * <p><b>Algorithm.</b> A list linked by {@code prev}, from the tail to the head. The head is not a
 * waiter: it is an empty node, or the node of a thread that has acquired the lock. A
 * compare-and-set of the tail appends a waiter. The <i>first waiter</i> is the one behind the head.
 * When it acquires the lock, it becomes the head.
 *
 * <p>A waiter that gives up, or acquires the lock before it is first, marks its node CANCELLED. If
 * the node is the tail, the waiter removes it. Otherwise the node stays until the waiter behind it
 * steps over it. {@code next} is a shortcut for a waker. If it leads nowhere, the waker finds the
 * first waiter from the tail.
 *
 * <p><b>Invariants.</b>
 *
 * <ul>
 *   <li>Q1. Before a node is in the queue, the thread that appends it writes its {@code prev}: the
 *       waiter itself, or the thread that signals it. Afterwards only the waiter writes it.
 *   <li>Q2. Following {@code prev} from the tail visits every waiter and ends at the head.
 *   <li>Q3. Only the thread that holds the lock writes the head, except for the first, empty node.
 *   <li>Q4. A new waiter writes the tail and then reads the head; a new head writes the head and
 *       then reads the tail. All four accesses are volatile. So either the new waiter finds itself
 *       first, or the new head finds that there is a first waiter, and sets the wake flag for it.
 *   <li>Q5. A waiter that gives up may have received a wake. Unless it was the last in the queue,
 *       it unparks the waiter that is first then.
 * </ul>
 *
 * <p><b>Source.</b> The CLH queue of {@link java.util.concurrent.locks.AbstractQueuedSynchronizer}.
 * <b>Differs:</b> a cancelled node is stepped over by its successor only, so two threads never
 * write the same {@code prev} at the same time.
 */
abstract class WaitQueue extends SeenLock {

    private static final long serialVersionUID = 1L;

    private static final VarHandle HEAD =
            FieldHandles.find(MethodHandles.lookup(), "head", Waiter.class);
    private static final VarHandle TAIL =
            FieldHandles.find(MethodHandles.lookup(), "tail", Waiter.class);

    private transient volatile @Nullable Waiter head;
    private transient volatile @Nullable Waiter tail;

    /** Whether no thread waits. */
    final boolean isQueueEmpty() {
        return head == tail || first() == null; // a cancelled waiter may stay the tail for long
    }

    /** A place for the calling thread: all the memory that the queue needs for it. */
    final Waiter newWaiter(@Nullable ThreadParker parker, int status) {
        if (tail == null) {
            HEAD.compareAndSet(this, null, new Waiter(this));
            moveTail(null, requireNonNull(head));
        }
        return new Waiter(this, parker, status);
    }

    /**
     * Appends a waiter. It must then acquire the lock or give up, whatever fails: a node that is
     * left behind would block the queue.
     */
    final void append(Waiter waiter) {
        Waiter last;
        do {
            last = requireNonNull(tail);
            waiter.prev = last;
        } while (!moveTail(last, waiter));
        last.next = waiter;
    }

    /** Replaces the tail {@code from} by {@code to}; false if another node is the tail. */
    private boolean moveTail(@Nullable Waiter from, Waiter to) {
        return TAIL.compareAndSet(this, from, to);
    }

    /** Called by the waiter's thread: whether it is the first waiter. */
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
     * Called by the first waiter's thread, which has the lock.
     *
     * @return whether another waiter is first now, of which perhaps no other thread knows
     */
    final boolean becomeHead(Waiter waiter) {
        Waiter before = livePredecessor(waiter);
        waiter.forgetThread();
        waiter.status = Waiter.GRANTED; // a late hand-over must not find it WAITING
        head = waiter;
        waiter.prev = null; // the old head is garbage
        before.next = null;
        return tail != waiter;
    }

    /**
     * Called by the thread of a waiter that is CANCELLED: removes it, or passes its wake on (Q5).
     */
    final void leave(Waiter waiter) {
        if (!removeIfLast(waiter)) {
            Waiter first = first();
            if (first != null) {
                first.unpark();
            }
        }
    }

    /** Called by the thread of a waiter that has the lock and was not the first one. */
    final void leaveWithLock(Waiter waiter) {
        waiter.status = Waiter.CANCELLED;
        removeIfLast(waiter);
    }

    private boolean removeIfLast(Waiter waiter) {
        Waiter before = livePredecessor(waiter);
        boolean last = waiter == tail && moveTail(waiter, before);
        if (last && before.next == waiter) {
            // If a new waiter has just set this shortcut, it is found from the tail.
            before.next = null;
        }
        return last;
    }

    /** The first waiter at this moment; null if there is none. */
    final @Nullable Waiter first() {
        Waiter start = head;
        return start == null ? null : after(start);
    }

    /** The waiter behind this node; null if there is none. */
    final @Nullable Waiter after(Waiter place) {
        Waiter next = place.next;
        if (next != null && !next.isCancelled()) {
            return next;
        }
        Waiter found = null;
        for (Waiter w = tail; w != null && w != place && w.thread() != null; w = w.prev) {
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

    /** The threads that wait for the read lock, or those that wait for the write lock. */
    final List<Thread> queuedThreads(boolean readers) {
        List<Thread> threads = new ArrayList<>();
        addQueued(threads, readers, !readers);
        return threads;
    }

    private void addQueued(List<Thread> threads, boolean readers, boolean others) {
        for (Waiter w = tail; w != null; w = w.prev) {
            Thread thread = w.thread();
            if (thread != null && !w.isCancelled() && (w.reads ? readers : others)) {
                threads.add(thread);
            }
        }
    }
}
