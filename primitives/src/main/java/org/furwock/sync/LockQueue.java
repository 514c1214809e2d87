package org.furwock.sync;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The queue of those who wait for a lock: first come, first in line.
 *
 * <p><b>Algorithm.</b> A list linked by {@code prev}, from the tail to the head. The head is no
 * waiter: it is the node of the thread that got the lock from the queue last, or an empty one. A
 * waiter appends itself by a compare-and-set of the tail. The one whose predecessor is the head is
 * the <i>heir</i>: the only one that tries to get the lock, and the only one that is woken. When it
 * has the lock, it becomes the head.
 *
 * <p>A waiter that gives up marks its node CANCELLED. If it is the tail it takes itself out; else
 * it stays where it is until the waiter behind it, which alone writes its own {@code prev}, steps
 * over it. {@code next} is a shortcut for the one who wakes; where it does not help, the heir is
 * found from the tail.
 *
 * <p><b>Source.</b> The CLH queue as {@link java.util.concurrent.locks.AbstractQueuedSynchronizer}
 * has it. <b>Differs:</b> cancelled nodes are stepped over by their successors alone, so that no
 * two threads write the same {@code prev}.
 *
 * <p><b>Nobody is forgotten.</b> A waiter that appends itself writes the tail and then reads the
 * head; a thread that becomes the head writes the head and then reads the tail. All four are
 * volatile: so either the newcomer finds itself heir, or the new head finds that there is one, and
 * sees to its wake. A waiter that gives up hands the wake that it may have been given on to whoever
 * is heir then.
 */
abstract class LockQueue extends AbstractOwnableSynchronizer {

    private static final long serialVersionUID = 1L;

    private static final VarHandle HEAD;
    private static final VarHandle TAIL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(LockQueue.class, "head", Waiter.class);
            TAIL = lookup.findVarHandle(LockQueue.class, "tail", Waiter.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private transient volatile @Nullable Waiter head;
    private transient volatile @Nullable Waiter tail;

    /** A thread's place in the queue; before that, perhaps, in the list of a condition. */
    static final class Waiter {

        /** In the queue. */
        static final int WAITING = 0;

        /** Has got the lock: from the one who released it, or by itself. */
        static final int GRANTED = 1;

        /** Has given up, or got the lock out of its turn. */
        static final int CANCELLED = 2;

        /** In the list of a condition, and not signalled. */
        static final int ON_CONDITION = 3;

        /** Signalled, and on its way into the queue. */
        static final int SIGNALLED = 4;

        private static final VarHandle STATUS;

        static {
            try {
                STATUS = MethodHandles.lookup().findVarHandle(Waiter.class, "status", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        /** {@link ThreadParker#NOBODY} in the head, which may outlive its thread by long. */
        private ThreadParker parker;

        /** Null once it waits no more. */
        private volatile @Nullable Thread thread;

        volatile int status;

        /** Has asked for the lock to be handed over. */
        volatile boolean demands;

        /** Whether a condition has sent it here. */
        boolean wasSignalled;

        /** Whether that was together with others. */
        boolean isOfMany;

        /** Of a lock for readers and writers: whether it waits to read. */
        boolean reads;

        @Nullable Waiter nextOnCondition;

        private volatile @Nullable Waiter prev;
        private volatile @Nullable Waiter next;

        private Waiter() {
            parker = ThreadParker.NOBODY;
        }

        /** The calling thread's. */
        Waiter(ThreadParker parker, int status) {
            this.parker = parker;
            this.thread = Thread.currentThread();
            this.status = status;
        }

        boolean moves(int from, int to) {
            return STATUS.compareAndSet(this, from, to);
        }

        ThreadParker parker() {
            return parker;
        }

        @Nullable Thread thread() {
            return thread;
        }

        boolean isCancelled() {
            return status == CANCELLED;
        }
    }

    /** Whether nobody waits. */
    final boolean isQueueEmpty() {
        return head == tail || heir() == null; // one that has given up may be the tail for long
    }

    /** A place for the calling thread, which is all the memory that the queue needs for it. */
    final Waiter newWaiter(ThreadParker parker, int status) {
        if (tail == null) {
            HEAD.compareAndSet(this, null, new Waiter());
            moveTail(null, requireNonNull(head));
        }
        return new Waiter(parker, status);
    }

    final void append(Waiter waiter) {
        Waiter last;
        do {
            last = requireNonNull(tail);
            waiter.prev = last;
        } while (!moveTail(last, waiter));
        last.next = waiter;
    }

    /** Whether the one was still the last; the other is now. */
    private boolean moveTail(@Nullable Waiter from, Waiter to) {
        return TAIL.compareAndSet(this, from, to);
    }

    /** By the waiter's thread: whether it is the heir. */
    final boolean isHeir(Waiter waiter) {
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
     * By the heir's thread, which has the lock.
     *
     * @return whether there is another heir, which nobody else may know of
     */
    final boolean becomeHead(Waiter heir) {
        Waiter before = livePredecessor(heir);
        heir.thread = null;
        heir.parker = ThreadParker.NOBODY; // a wake that comes now has come too late anyway
        heir.status = Waiter.GRANTED; // a hand-over that comes late must not find it WAITING
        head = heir;
        heir.prev = null; // what is behind the head is garbage
        before.next = null;
        return tail != heir;
    }

    /** By the thread of a waiter that is CANCELLED: takes it out, or passes its wake on. */
    final void leave(Waiter waiter) {
        if (takeOutIfLast(waiter)) {
            return;
        }
        Waiter heir = heir();
        if (heir != null) {
            heir.parker().unpark();
        }
    }

    /** By the thread of a waiter that has the lock and was not the heir. */
    final void leaveWithLock(Waiter waiter) {
        waiter.status = Waiter.CANCELLED;
        takeOutIfLast(waiter);
    }

    private boolean takeOutIfLast(Waiter waiter) {
        Waiter before = livePredecessor(waiter);
        boolean last = waiter == tail && moveTail(waiter, before);
        if (last && before.next == waiter) {
            before.next = null; // a shortcut lost to a newcomer is found from the tail
        }
        return last;
    }

    /** The one who waits longest. A moment later it may be another. */
    final @Nullable Waiter heir() {
        Waiter first = head;
        return first == null ? null : after(first);
    }

    /** The one who waits longest of those behind. */
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

    /** Those who wait, the last one first. */
    final List<Thread> queuedThreads() {
        return queuedThreads(waiter -> true);
    }

    /** Those of them that are wanted. */
    final List<Thread> queuedThreads(Predicate<Waiter> wanted) {
        List<Thread> threads = new ArrayList<>();
        for (Waiter w = tail; w != null; w = w.prev) {
            Thread thread = w.thread;
            if (thread != null && !w.isCancelled() && wanted.test(w)) {
                threads.add(thread);
            }
        }
        return threads;
    }
}
