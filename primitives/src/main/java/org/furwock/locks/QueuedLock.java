package org.furwock.locks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.furwock.futex.Deadline;
import org.furwock.futex.WaitResult;
import org.furwock.futex.lowlevel.FieldHandles;
import org.furwock.futex.lowlevel.InterruptStatus;
import org.furwock.waiting.WaitPolicy;
import org.furwock.watch.WaitRecord;
import org.furwock.watch.WaitTable;
import org.jspecify.annotations.Nullable;

/**
 * A mutual exclusion lock with a queue of waiters. An uncontended round (lock and unlock) takes one
 * atomic operation. Subclasses keep the state, the owner and its holds.
 *
 * <p><b>Algorithm.</b>
 *
 * <pre>
 *  acquire                    CAS state FREE -&gt; HELD
 *  release                    state = FREE;  if wakeFlag: wakeFlag = false, unpark the first waiter
 *  first waiter, to sleep     wakeFlag = true;  fence;  if state is HELD: park;  look again
 *  first waiter, passed over  handoffRequested = true, and as above: the release grants it the lock
 *  first waiter, acquiring    becomes the head;  if there is a first waiter again: wakeFlag = true
 * </pre>
 *
 * <p><b>States.</b>
 *
 * <pre>
 *      state  wakeFlag  the first waiter F, if there is one              left by
 *  S1  FREE   clear     is awake, or naps, or a thread is about to       acquire (S3),
 *                       unpark it                                        F sets the flag (S2)
 *  S2  FREE   set       is awake, or sleeps with a time limit, or a      acquire (S4),
 *                       release has yet to act on the flag               waker clears it (S1)
 *  S3  HELD   clear     as in S1, or the holder is about to set the      release (S1),
 *                       flag for it (W3)                                 F or holder sets it (S4)
 *  S4  HELD   set       may sleep                                        release (S2),
 *                                                                        late waker clears it (S3)
 * </pre>
 *
 * A hand-over changes neither state nor flag: it marks F GRANTED and unparks F.
 *
 * <p><b>Wake rule.</b> To show: in S1 and S2, F does not sleep without end.
 *
 * <ul>
 *   <li>W1. F sets the flag, then reads the state. It sleeps without a time limit only if it finds
 *       HELD (S4). The release that ends this hold sees the flag, by the argument below, unless
 *       another waker has cleared it: then W2 applies.
 *   <li>W2. A waker clears the flag, then looks for the first waiter. If it finds F, it unparks F,
 *       and the next park of F uses that up. If F has acquired the lock meanwhile, F has written
 *       the head and then set the flag for its successor G. A waker that clears this flag sees the
 *       new head, and finds G. If the waker cleared the flag before that, the flag for G stays set.
 *   <li>W3. When F acquires the lock, its successor becomes first, perhaps asleep. F knows of the
 *       successor (Q4) and sets the flag while it holds the lock, so F's own release sees it. A
 *       thread that leaves the queue with the lock never clears the flag: it may be set for others.
 *   <li>W4. A waiter that gives up unparks the first waiter (Q5). If it was GRANTED just before, it
 *       has the lock, and releases it.
 *   <li>W5. A release may overlook a request for a hand-over. F repeats the request when it is
 *       awake again. No wake depends on it.
 * </ul>
 *
 * <p><b>Asymmetric release.</b> A release writes the state and then reads {@code wakeFlag}; F
 * writes {@code wakeFlag} and then reads the state. Without a full fence between the two on both
 * sides, each could miss the other's write, and F would sleep for ever. The release, which is the
 * frequent side, has none: F runs a fence for both ({@link ReleaseMode#tryHeavyFence}). A release
 * that looks after that fence sees the flag. One that looked before it has written the state before
 * it, so F sees the lock free. <i>Source:</i> the read side of liburcu. A lock runs about one such
 * fence in {@link WaitPolicy#FENCE_INTERVAL}. A first waiter that comes sooner runs none, and one
 * without memory for the call cannot. Both sleep with a time limit, and look again.
 *
 * <p><b>Formal model.</b> {@code docs/models/release.pml}: every step of the wake rule, of the
 * queue and of hand-overs, for three threads with store buffers; {@code docs/models/check release}
 * has Spin verify it, and find thirteen broken variants.
 *
 * <p><b>Memory ordering.</b> The release write of the state publishes what the holder wrote to the
 * next successful compare-and-set. A hand-over publishes it through the waiter's status. The opaque
 * read of {@code wakeFlag} pairs with the fence above. {@code lastFence} is plain, and a guess. The
 * other fields are volatile.
 *
 * <p><b>Waiting policy.</b> With more threads than cores, a lock is fastest if few threads run and
 * the others stay asleep, for a bounded time (D. Dice, Malthusian Locks, 2017). So a new thread
 * with spin credit ({@link ThreadParker}) spins, then queues. A first waiter that lost the lock to
 * a newcomer after a wake, or came without credit, sets no wake flag at first: it naps, which costs
 * the owner nothing. After {@link WaitPolicy#HANDOFF_AWAKE} as the first waiter it requests a
 * hand-over whenever it is awake. After {@link WaitPolicy#HANDOFF_ASLEEP} the request also stands
 * while it sleeps. So a thread with n waiters before it waits for about n + 1 such times and holds
 * at most. A thread does not spin before it queues for a fair lock, and does not nap there. Waiters
 * that one {@code signalAll} sent take the lock in any order, unless it is fair.
 *
 * <p><b>Without memory</b> for a place in the queue, a thread tries again every millisecond, past
 * the queue. It waits for no wake, so the wake rule does not apply. A release needs no memory. As
 * in AbstractQueuedSynchronizer since JDK 21, a first use may still fail to load a class.
 */
abstract class QueuedLock extends WaitQueue {

    private static final long serialVersionUID = 1L;

    private static final VarHandle WAKE_FLAG =
            FieldHandles.find(MethodHandles.lookup(), "wakeFlag", boolean.class);

    /** Whether threads acquire the lock in the order in which they came. */
    final boolean fair;

    @SuppressWarnings("UnusedVariable") // read by WAKE_FLAG
    private transient volatile boolean wakeFlag;

    private transient volatile boolean handoffRequested;

    /** When this lock last ran a heavy fence. A race may leave an older time here. */
    private transient long lastFence;

    QueuedLock(boolean fair) {
        this.fair = fair;
    }

    // The state, kept by a subclass.

    /** Whether the state is HELD; a volatile read. */
    abstract boolean isHeld();

    /** FREE -&gt; HELD, if it is FREE: S1, S2 -&gt; S3, S4. */
    abstract boolean tryAcquire();

    /** HELD -&gt; FREE: S3 -&gt; S1, S4 -&gt; S2. At least a release write; no fence follows. */
    abstract void free();

    // Releasing.

    final void release() {
        if (!(handoffRequested && handOver())) {
            free();
            wakeIfFlagged();
        }
    }

    /** Whether the release may have to grant the lock to the first waiter. */
    final boolean isHandoffRequested() {
        return handoffRequested;
    }

    /** Called after the state was set to FREE. */
    final void wakeIfFlagged() {
        if (ReleaseMode.fenced) {
            VarHandle.fullFence();
        }
        if ((boolean) WAKE_FLAG.getOpaque(this)) {
            wakeFirst();
        }
    }

    private void wakeFirst() {
        wakeFlag = false; // before the look: W2
        Waiter first = first();
        if (first != null) {
            first.unpark();
            if (first.isOfMany) {
                wakeAhead(first);
            }
        }
    }

    private void wakeAhead(Waiter first) {
        Waiter next = after(first);
        for (int i = 0; i < WaitPolicy.WOKEN_AHEAD && next != null; i++) {
            next.unpark();
            next = after(next);
        }
    }

    /** Called by the holder. True: the first waiter holds the lock now. The state stays HELD. */
    private boolean handOver() {
        handoffRequested = false; // F repeats a request that this overwrites: W5
        Waiter first = first();
        if (first == null || !first.wantsHandoff || !first.moves(Waiter.WAITING, Waiter.GRANTED)) {
            return false;
        }
        first.unpark();
        return true;
    }

    // Acquiring with a wait.

    /** Whether the lock was acquired; if not, the deadline passed or the thread was interrupted. */
    final boolean acquire(boolean interruptible, Deadline deadline) {
        try {
            ThreadParker parker = ThreadParker.current();
            boolean maySpin = !fair && parker != null && parker.maySpin();
            if (maySpin && spin(parker)) {
                return true;
            }
            Waiter me = newWaiter(parker, Waiter.WAITING);
            me.hasLost = !maySpin;
            append(me);
            return acquireQueued(me, interruptible, deadline);
        } catch (OutOfMemoryError e) {
            return acquireUnqueued(interruptible, deadline);
        }
    }

    private boolean spin(@Nullable ThreadParker parker) {
        long start = System.nanoTime();
        boolean acquired;
        long now;
        do {
            Thread.onSpinWait();
            acquired = tryAcquire();
            now = System.nanoTime();
        } while (!acquired && now - start < WaitPolicy.LOCK_SPIN);
        if (parker != null) {
            parker.paySpin(now);
        }
        return acquired;
    }

    /**
     * The acquire loop, for a waiter in the queue: as {@link #acquire}. An interrupt wins over a
     * lock that becomes free at the same moment. The search for deadlocks may make the wait fail.
     */
    final boolean acquireQueued(Waiter me, boolean interruptible, Deadline deadline) {
        boolean acquired = false;
        try {
            acquired = tryEnter(me);
            boolean waiting = !acquired;
            while (waiting) {
                me.enterTable(interruptible, deadline);
                WaitResult end = waitOnce(me, interruptible, deadline);
                boolean interrupted = interruptible && InterruptStatus.isSet();
                acquired = !interrupted && tryEnter(me);
                waiting = !acquired && !interrupted && end != WaitResult.TIMED_OUT;
                if (waiting) {
                    WaitRecord.throwIfVictim(me);
                }
            }
            return acquired;
        } finally {
            WaitTable.leave(me); // before another thread can see this one as the owner
            if (!acquired) {
                giveUp(me);
            }
            me.restoreInterrupt();
        }
    }

    private WaitResult waitOnce(Waiter me, boolean interruptible, Deadline deadline) {
        if (ThreadParker.isNear(deadline)) {
            return ThreadParker.spinTowards(deadline);
        }
        WaitResult end =
                isFirst(me)
                        ? waitAsFirst(me, interruptible, deadline)
                        : me.park(interruptible, deadline, this);
        me.hasLost |= end == WaitResult.WOKEN;
        return end;
    }

    private WaitResult waitAsFirst(Waiter me, boolean interruptible, Deadline deadline) {
        if (me.isAwake) { // the thread that signalled is about to release
            me.isAwake = false;
            if (spinUntilMayEnter(me, WaitPolicy.LOCK_SPIN)) {
                return WaitResult.SPURIOUS;
            }
        }
        long waited = me.nanosAsFirst();
        if (waited > WaitPolicy.HANDOFF_AWAKE && awaitHandoff(me, waited)) {
            return WaitResult.SPURIOUS;
        }
        boolean mayNap = !fair && me.hasLost && !me.wasSignalled && me.parker() != null;
        if (mayNap && !me.wantsHandoff) {
            return me.parkAtMost(me.nextNap(), interruptible, deadline, this);
        }
        long limit = setWakeFlag();
        return mayEnter(me)
                ? WaitResult.SPURIOUS
                : me.parkAtMost(limit, interruptible, deadline, this);
    }

    /** Requests a hand-over and spins for it. The request then stands only if it is overdue. */
    private boolean awaitHandoff(Waiter me, long waited) {
        boolean overdue = waited > WaitPolicy.HANDOFF_ASLEEP;
        boolean maySpin = me.parker() != null;
        if (!overdue && !maySpin) {
            return false;
        }
        requestHandoff(me);
        boolean mayEnter = maySpin && spinUntilMayEnter(me, WaitPolicy.HANDOFF_SPIN);
        me.wantsHandoff = overdue;
        return mayEnter;
    }

    final void requestHandoff(Waiter me) {
        me.wantsHandoff = true;
        handoffRequested = true;
    }

    private boolean spinUntilMayEnter(Waiter me, long nanos) {
        long start = System.nanoTime();
        boolean mayEnter = mayEnter(me);
        while (!mayEnter && System.nanoTime() - start < nanos) {
            Thread.onSpinWait();
            mayEnter = mayEnter(me);
        }
        return mayEnter;
    }

    /** Called by the first waiter before it sleeps. Returns the longest time that it may sleep. */
    final long setWakeFlag() {
        wakeFlag = true; // S1, S3 -> S2, S4
        long now = System.nanoTime();
        if (!ReleaseMode.fenced && now - lastFence < WaitPolicy.FENCE_INTERVAL) {
            return WaitPolicy.FENCE_INTERVAL;
        }
        lastFence = now;
        return ReleaseMode.tryHeavyFence() ? Long.MAX_VALUE : WaitPolicy.OUT_OF_MEMORY_PAUSE;
    }

    private boolean mayTry(Waiter me) {
        return (!fair && me.isOfMany) || isFirst(me);
    }

    private boolean mayEnter(Waiter me) {
        return me.status == Waiter.GRANTED || (!isHeld() && mayTry(me));
    }

    private boolean tryEnter(Waiter me) {
        boolean entered = me.status == Waiter.GRANTED || (mayTry(me) && tryAcquire());
        if (entered) {
            enter(me);
        }
        return entered;
    }

    /** Called by a waiter that has the lock: leaves the queue (W3). */
    final void enter(Waiter me) {
        if (!isFirst(me)) {
            leaveWithLock(me);
            wakeFlag = true;
        } else if (becomeHead(me)) {
            wakeFlag = true;
        }
    }

    /** Called by a waiter that no longer wants the lock (W4). */
    final void giveUp(Waiter me) {
        if (me.moves(Waiter.WAITING, Waiter.CANCELLED)) {
            leave(me);
        } else { // GRANTED just now
            enter(me);
            release();
        }
    }

    private boolean acquireUnqueued(boolean interruptible, Deadline deadline) {
        boolean acquired = tryAcquire();
        while (!acquired && ThreadParker.pause(interruptible, deadline) == WaitResult.SPURIOUS) {
            acquired = tryAcquire();
        }
        return acquired;
    }

    // For conditions.

    /** Throws an {@link IllegalMonitorStateException} if the caller is not the owner. */
    abstract void requireOwner();

    /**
     * Called by the owner, before it releases the lock or waits on a condition: the last step of a
     * subclass with the lock held. If it throws, the release changes nothing.
     */
    void beforeRelease() {}

    /** Called by the owner: gives up all holds; returns what {@link #relock} needs. */
    abstract long unlockFully();

    /** Waits for the lock, in the queue if the waiter has a place there, and restores all holds. */
    abstract void relock(@Nullable Waiter waiter, long saved);

    /** Acquires the lock again after a wait on a condition. It cannot fail. */
    final void reacquire(@Nullable Waiter waiter) {
        boolean acquired = false;
        try {
            acquired = waiter != null && acquireQueued(waiter, false, Deadline.NEVER);
        } catch (OutOfMemoryError e) {
            acquired = false; // and the waiter has left the queue
        }
        if (!acquired) {
            acquireUnqueued(false, Deadline.NEVER);
        }
    }

    /** Called by the holder: puts a signalled waiter into the queue. */
    final void appendSignalled(Waiter waiter) {
        append(waiter);
        waiter.status = Waiter.WAITING;
        wakeFlag = true;
    }
}
