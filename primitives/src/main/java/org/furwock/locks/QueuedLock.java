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
 * A mutual exclusion lock whose waiters stand in a queue. An uncontended round takes one atomic
 * operation. Subclasses keep the state, the owner and its holds.
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
 *      state  wakeFlag  the first waiter F, if there is one                left by
 *  S1  FREE   clear     is awake, or a waker cleared the flag and is        acquire (S3),
 *                       about to unpark it                                  F sets the flag (S2)
 *  S2  FREE   set       is awake, or the release that wrote FREE has yet    acquire (S4),
 *                       to look at the flag                                 waker clears it (S1)
 *  S3  HELD   clear     is awake, or naps, or a waker is about to unpark    release (S1),
 *                       it                                                  F sets the flag (S4)
 *  S4  HELD   set       may sleep                                           release (S2)
 * </pre>
 *
 * A hand-over leaves the state HELD and the wake flag alone, marks F GRANTED and unparks it.
 *
 * <p><b>Wake rule.</b> To show: in S1 and S2, F does not sleep without end.
 *
 * <ul>
 *   <li>W1. F sets the flag before it looks, and sleeps without a time limit only if it then finds
 *       HELD (S4). The release that ends this hold finds the flag, by the argument below, unless
 *       another thread has cleared it.
 *   <li>W2. A waker clears the flag and looks for the first waiter afterwards. If it finds F, it
 *       unparks F, which stands until F's next park, whatever F does between its flag and that. If
 *       F has the lock already, the waker finds F's successor, since the head is written before the
 *       flag; or the waker cleared the flag before F set it for that successor, and then the flag
 *       stands.
 *   <li>W3. A waiter that becomes first because its predecessor acquires the lock is known to that
 *       predecessor (Q4), which sets the flag for it while it holds the lock, so its own release
 *       finds the flag. Hence a thread that has left the queue only ever sets the flag.
 *   <li>W4. A waiter that gives up unparks the next one (Q5). If it was GRANTED at that moment, it
 *       has the lock, and releases it.
 *   <li>W5. A request for a hand-over that is overlooked costs a wake. F repeats it after that; no
 *       wake depends on it.
 * </ul>
 *
 * <p><b>Asymmetric release.</b> A release writes the state and then reads {@code wakeFlag}; F
 * writes {@code wakeFlag} and then reads the state. Without a full fence between the two on both
 * sides, each could miss the other's write, and F would sleep for ever. The release, which is the
 * frequent side, has none: F runs a fence for both ({@link ReleaseMode#tryHeavyFence}). A release
 * that looks after that fence sees the flag. One that looked before it has written the state before
 * it, so F sees the lock free. <i>Source:</i> the read side of liburcu. A lock runs at most one
 * such fence in {@link WaitPolicy#FENCE_INTERVAL}; a first waiter that comes sooner sleeps without
 * one, but only for that long, and looks again. So does one that has no memory for the call.
 *
 * <p><b>Formal model.</b> {@code docs/models/release.pml}: every step of the wake rule, of the
 * queue and of hand-overs, for three threads with store buffers; {@code docs/models/check release}
 * has Spin verify it, and find thirteen broken variants.
 *
 * <p><b>Memory ordering.</b> The release write of the state publishes what the holder wrote to the
 * next successful compare-and-set. A hand-over publishes it through the waiter's status. The opaque
 * read of {@code wakeFlag} pairs with the fence above. All other accesses are volatile.
 *
 * <p><b>Waiting policy.</b> With more threads than cores, a lock is fastest if few threads run and
 * the others stay asleep, for a bounded time (D. Dice, Malthusian Locks, 2017). So a new thread
 * spins while it has credit, then queues. A first waiter that was woken and lost the lock to a
 * newcomer does not ask to be woken each time: it naps, which costs the owner nothing. When it has
 * been first for {@link WaitPolicy#HANDOFF_AWAKE}, it requests a hand-over each time it is awake,
 * and from {@link WaitPolicy#HANDOFF_ASLEEP} on also for the time that it sleeps. So with n waiters
 * before it, a thread waits for n + 1 such times and holds at most. Fair locks neither spin nor
 * nap. Waiters that one {@code signalAll} sent take the lock in any order, unless it is fair.
 *
 * <p><b>Without memory.</b> A thread that has no memory for a place in the queue tries again every
 * millisecond, past the queue. It waits for no wake, so the wake rule does not concern it. A
 * release needs no memory. The promise is that of AbstractQueuedSynchronizer since JDK 21: what a
 * thread does for the first time may still load a class.
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

    /** When the last heavy fence of this lock ran; about right is enough. */
    private transient long lastFence;

    QueuedLock(boolean fair) {
        this.fair = fair;
    }

    // The state, which a subclass keeps.

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

    /** After the state was set to FREE. */
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

    /** By the holder, which keeps the lock held: whether it is the first waiter's now. */
    private boolean handOver() {
        handoffRequested = false; // a request that this loses is repeated: W5
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
     * lock that is free at the same moment. The wait may be chosen to fail, to end a deadlock.
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

    /** Stays awake for a hand-over, and lets the request stand only if it is overdue. */
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

    /** By the first waiter, before it sleeps; returns for how long it may. */
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

    /** By a waiter that has the lock: leaves the queue (W3). */
    final void enter(Waiter me) {
        if (!isFirst(me)) {
            leaveWithLock(me);
            wakeFlag = true;
        } else if (becomeHead(me)) {
            wakeFlag = true;
        }
    }

    /** By a waiter that no longer wants the lock (W4). */
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
     * By the owner, before it releases the lock or waits on a condition: for what a subclass has to
     * do while the lock is held. An exception ends the release, with nothing changed.
     */
    void beforeRelease() {}

    /** By the owner: gives up all holds; returns what {@link #relock} needs. */
    abstract long unlockFully();

    /** Waits for the lock, in the queue if the waiter has a place there, and restores all holds. */
    abstract void relock(@Nullable Waiter waiter, long saved);

    /** Acquires the lock again after a wait on a condition; the waiter {@code mustEnter}. */
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

    /** By the holder: puts a signalled waiter into the queue. */
    final void appendSignalled(Waiter waiter) {
        append(waiter);
        waiter.status = Waiter.WAITING;
        wakeFlag = true;
    }
}
