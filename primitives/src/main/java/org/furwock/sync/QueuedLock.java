package org.furwock.sync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.furwock.futex.Deadline;
import org.furwock.futex.WaitResult;
import org.furwock.futex.lowlevel.AsymmetricFence;
import org.jspecify.annotations.Nullable;

/**
 * A mutual exclusion lock with its state in a field and its sleepers in a queue: one atomic
 * operation a round where nobody waits. Who holds it is the affair of subclasses.
 *
 * <p><b>Algorithm.</b> {@code state} is FREE or HELD. {@code armed} says that the heir of the queue
 * must be woken by the next release.
 *
 * <pre>
 *  to acquire     CAS state FREE -&gt; HELD
 *  to release     state = FREE;  if armed: wake the heir
 *  to wake        armed = false; unpark the heir, whoever that is now
 *  heir, to sleep armed = true;  fence; if state is HELD: park; look again
 *  heir, at last  demanded = true, and as above: the release makes the lock the heir's own
 *  heir, with the lock           become the head; if there is another heir: armed = true
 * </pre>
 *
 * <p><b>Wake rule.</b> To show: while the lock is free and nobody is about to wake the heir, the
 * heir does not sleep without end. (1) The heir armed before it looked, and found the lock held. So
 * the release that ends this hold finds {@code armed}, by the argument below, unless somebody has
 * cleared it. (2) Who clears it looks for the heir afterwards. If it finds the one who armed, it
 * unparks it. If that one has the lock already, it finds its successor, since the head is written
 * before {@code armed}; or it has cleared before that was written, and then it stands. (3) An heir
 * that was behind another one is known to the one before it, which arms for it when it becomes the
 * head (see {@link LockQueue}), with the lock held, so that its own release finds that. (4) An heir
 * that gives up unparks the next. Therefore: after leaving the queue, {@code armed} is only ever
 * set. A hand-over leaves the lock held and {@code armed} alone, and unparks the one it was made
 * to; if that one gives up just then, it has the lock all the same, and releases it. A demand that
 * is overlooked costs a wake, and is made again then: nothing rests on it but who is served.
 *
 * <p><b>The asymmetric release.</b> A release writes {@code state} and then reads {@code armed}; an
 * heir writes {@code armed} and then reads {@code state}. Each would need a full fence in between,
 * or both could miss what the other wrote, and the heir would sleep for ever. Here the release,
 * which is the frequent one, has none: the heir makes the kernel run one on every core that runs a
 * thread of this process ({@link AsymmetricFence#heavy}), at some moment between its write and its
 * read. A release whose read comes after that moment sees {@code armed}. One whose read came before
 * it has written {@code state} before it, so that the heir sees the lock free. <i>Asked of the
 * compiler:</i> that it keeps the release write of {@code state} before the opaque read of {@code
 * armed}; the Java memory model would let it swap them, HotSpot does not. <i>Asked of the
 * kernel:</i> {@code membarrier(PRIVATE_EXPEDITED)}. Where that is not granted, or with {@code
 * -Dfurwock.release=exchange}, both accesses are volatile. The choice is made once, for all locks.
 * <i>Source:</i> the user-space RCU library releases its read locks like that.
 *
 * <p><b>Memory ordering.</b> {@code state}'s release write gives what the holder wrote to the next
 * compare-and-set. A hand-over does so through the heir's status: {@code state} is HELD all along.
 *
 * <p><b>Without memory.</b> Whoever cannot have a place in the queue, or fails in it and has left
 * it, tries from outside, again and again: it waits for no wake, so the rule above does not know
 * it. To release takes no memory, nor does what a waiter does on its way out (see {@link
 * Rehearsal}).
 *
 * <p>Who is served, and when, is the affair of {@link Turn}.
 */
abstract class QueuedLock extends LockQueue {

    private static final long serialVersionUID = 1L;

    static final boolean ASYMMETRIC = ReleaseMode.CHOSEN == ReleaseMode.ASYMMETRIC;

    private static final int FREE = 0;
    private static final int HELD = 1;

    /** How many are woken with an heir that a condition has sent with others. */
    static final int AHEAD = 3;

    private static final VarHandle STATE;
    private static final VarHandle ARMED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(QueuedLock.class, "state", int.class);
            ARMED = lookup.findVarHandle(QueuedLock.class, "armed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private transient volatile int state;
    private transient volatile boolean armed;
    private transient volatile boolean demanded;

    final boolean isHeld() {
        return state != FREE;
    }

    final boolean tryAcquire() {
        return state == FREE && STATE.compareAndSet(this, FREE, HELD);
    }

    final void release() {
        if (demanded && handOver()) {
            return;
        }
        if (ASYMMETRIC) {
            STATE.setRelease(this, FREE);
            if ((boolean) ARMED.getOpaque(this)) {
                wakeHeir();
            }
        } else {
            state = FREE;
            if (armed) {
                wakeHeir();
            }
        }
    }

    private void wakeHeir() {
        armed = false;
        Waiter heir = heir();
        if (heir == null) {
            return;
        }
        heir.parker().unpark();
        if (heir.isOfMany) {
            wakeAhead(heir);
        }
    }

    /** By the holder, with the lock held throughout: whether it is the heir's now. */
    private boolean handOver() {
        demanded = false; // one that comes now and is lost is repeated at the next wake
        Waiter heir = heir();
        if (heir == null || !heir.demands || !heir.moves(Waiter.WAITING, Waiter.GRANTED)) {
            return false;
        }
        heir.parker().unpark();
        return true;
    }

    private void wakeAhead(Waiter heir) {
        Waiter next = after(heir);
        for (int i = 0; i < AHEAD && next != null; i++) {
            next.parker().unpark();
            next = after(next);
        }
    }

    // For those who wait.

    /** Whether the lock was acquired; if not, the deadline passed or the thread was interrupted. */
    final boolean acquire(boolean fair, boolean interruptible, Deadline deadline) {
        try {
            ThreadParker parker = ThreadParker.current();
            boolean maySpin = !fair && parker.maySpin();
            if (maySpin && parker.spinUntil(this::tryAcquire)) {
                return true;
            }
            Waiter waiter = newWaiter(parker, Waiter.WAITING);
            return acquireQueued(waiter, !fair && !maySpin, fair, interruptible, deadline);
        } catch (OutOfMemoryError e) {
            return acquireUnqueued(interruptible, deadline);
        }
    }

    /** As {@link #acquire}, from the end of the queue; {@code churns} is {@link Turn}'s. */
    final boolean acquireQueued(
            Waiter waiter, boolean churns, boolean fair, boolean interruptible, Deadline deadline) {
        Turn turn = new Turn(this, waiter, churns);
        append(waiter); // from here on nothing may fail outside of the turn
        return turn.await(fair, interruptible, deadline);
    }

    /** By one that has no memory for a place in the queue: past everybody, as soon as it can. */
    private boolean acquireUnqueued(boolean interruptible, Deadline deadline) {
        boolean acquired = tryAcquire();
        while (!acquired && ThreadParker.pause(interruptible, deadline) == WaitResult.SPURIOUS) {
            acquired = tryAcquire();
        }
        return acquired;
    }

    /** By one that was on a condition, which nobody leaves without the lock. */
    final void acquireAgain(@Nullable Turn turn, boolean fair) {
        boolean acquired;
        try {
            acquired = turn != null && turn.await(fair, false, Deadline.NEVER);
        } catch (OutOfMemoryError e) {
            acquired = false; // and it has left the queue
        }
        if (!acquired) {
            acquireUnqueued(false, Deadline.NEVER);
        }
    }

    /** By the heir, before it sleeps. */
    final void arm() {
        armed = true;
        if (ASYMMETRIC) {
            AsymmetricFence.heavy();
        }
    }

    /** By the heir, before it arms: asks the holder to hand the lock over. */
    final void demand(Waiter heir) {
        heir.demands = true;
        demanded = true;
    }

    /** By a waiter that has the lock. */
    final void enter(Waiter waiter) {
        if (!isHeir(waiter)) {
            leaveWithLock(waiter);
            armed = true;
        } else if (becomeHead(waiter)) {
            armed = true;
        }
    }

    /** By a waiter that does not want the lock any more. */
    final void giveUp(Waiter waiter) {
        if (waiter.moves(Waiter.WAITING, Waiter.CANCELLED)) {
            leave(waiter);
        } else { // GRANTED just now
            enter(waiter);
            release();
        }
    }

    // For conditions.

    /** Throws an {@link IllegalMonitorStateException} if the caller is not the owner. */
    abstract void requireOwner();

    /** By the owner: gives up all holds; returns what {@link #relock} wants to know. */
    abstract int unlockFully();

    /** Waits, in the queue if there is a turn to wait for, and gets all holds back. */
    abstract void relock(@Nullable Turn turn, int saved);

    /** By the holder: puts a waiter into the queue that a condition has sent. */
    final void appendSignalled(Waiter waiter) {
        append(waiter);
        waiter.status = Waiter.WAITING;
        armed = true;
    }
}
