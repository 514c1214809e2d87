package org.furwock.locks;

import java.lang.invoke.VarHandle;
import org.furwock.futex.Deadline;
import org.furwock.futex.lowlevel.StackReserve;
import org.furwock.locks.FutexReentrantReadWriteLock.ReadLock;
import org.furwock.profile.LockSites;
import org.furwock.profile.LockWait;
import org.furwock.profile.ProfileOptions;
import org.furwock.profile.ReadProfile;
import org.furwock.waiting.WaitPolicy;
import org.furwock.watch.LockOrder;
import org.furwock.watch.WatchOptions;
import org.jspecify.annotations.Nullable;

/**
 * The readers' side of a lock for readers and writers. {@link ReadWriteSync} is the writers' side.
 *
 * <p><b>Algorithm.</b> The {@link QueuedLock} that this class extends is the <i>gate</i>. One
 * writer holds it: the owner of the lock, or the next owner. A reader that had to queue holds it
 * for a moment. The bits of a word ({@link ReadWriteState}) say what readers may do. A reader looks
 * at the word. If neither WANTED nor HELD is set, it does not need the gate:
 *
 * <pre>
 *  mode       acquire                                              release
 *  COUNTED    CAS: READERS + 1, acquisitions + 1                   READERS - 1
 *  FENCED     slot = 1;  fence;  second look at the word           slot = 0
 *  UNFENCED   slot = 1;  second look at the word                   slot = 0
 * </pre>
 *
 * If the second look finds a writer or another mode, the reader sets its slot back to 0, and tries
 * to acquire by the count, in any mode. If a writer keeps it out, or the queue of a fair lock, it
 * queues for the gate. With the gate it adds itself to the count, since there is no writer, and
 * releases the gate. So readers behind a writer acquire the lock one after the other in queue
 * order, and each wakes the next. A thread that already holds the lock acquires it again, whatever
 * the word says. The writer may always add itself to the count. An untimed try respects HELD only.
 *
 * <p>For each lock, a thread has one {@link ReaderSlot} at most. It has none if it seldom reads the
 * lock, or the table is full. Then it counts each hold in the word, and keeps the number of its
 * <i>slotless holds</i> in a {@link ThreadLocal}. It removes the ThreadLocal with the last hold.
 *
 * <p><b>Source.</b> The big-reader lock of Linux. Switching it off where writers come often is from
 * D. Dice and A. Kogan, BRAVO (2019). The asymmetric fence is that of {@link QueuedLock}.
 *
 * <p><b>No reader is overlooked.</b> To show: a writer in HELD is alone. <i>Readers by the
 * count:</i> the compare-and-set that sets HELD finds no READERS, and from then on only the writer
 * adds to the count. <i>Readers by a slot:</i> a reader writes its slot and then looks at the word
 * again. A writer sets WANTED and then looks at the slots. (<i>Seen</i>: the writer finds the slot
 * set, and waits.)
 *
 * <pre>
 *     mode at first look   what the writer did meanwhile            second look       result
 *  R1 any                  nothing                                  the same          acquired
 *  R2 any                  set WANTED or HELD                       a writer          slot = 0, wait
 *  R3 FENCED               set WANTED after the second look         the same          seen: both have a
 *                                                                                     fence in between
 *  R4 UNFENCED             changed to FENCED                        another mode      slot = 0, count
 *  R5 UNFENCED             changed to FENCED, after the second      the same          seen: see below
 *                          look
 *  R6 UNFENCED             changed to FENCED; a reader changed it   the same          seen: see below
 *                          back
 *  R7 FENCED or UNFENCED   changed to COUNTED                       another mode      slot = 0, count
 * </pre>
 *
 * <ul>
 *   <li>R3. The mode of the first look decides whether the reader runs a fence. So both looks must
 *       find the same mode. Changes in between that are undone do no harm: only the order of slot,
 *       fence and second look matters.
 *   <li>R5. Before a writer sets WANTED, it changes UNFENCED to FENCED and runs a heavy fence. If
 *       the second look is before that fence, the slot is visible after the fence. If it is later,
 *       this is R4.
 *   <li>R6. A writer that finds UNFENCED beside its own WANTED runs the heavy fence again. If the
 *       second look is before that fence, the slot is visible after the fence. If it is later, it
 *       finds WANTED, which is R2. So only the holder of the gate ends UNFENCED, and it runs a
 *       heavy fence before it releases the gate. Hence a writer that finds FENCED sees the slots of
 *       all readers that entered by UNFENCED.
 *   <li>R7. The other modes change to COUNTED in HELD only, when no thread holds the lock by its
 *       slot. So a writer that finds COUNTED need not look at slots. All other changes of the mode
 *       are made while neither WANTED nor HELD is set.
 *   <li>A slot is replaced only if it is empty and its thread has ended. A new slot is published to
 *       writers before its thread first writes it.
 * </ul>
 *
 * <p><b>Wake rule.</b> The gate wakes its waiters as {@link QueuedLock} says. A writer that waits
 * for readers publishes itself as the <i>draining writer</i>, runs a heavy fence, and looks again
 * before it sleeps. A reader that releases its slot empties it, then reads the word, and if WANTED
 * is set reads the draining writer and wakes it. If it read the word before the heavy fence, its
 * slot was empty before the fence, and the writer does not sleep. If it read later, it sees WANTED
 * and the draining writer. So a release takes no fence in either mode, unless releases are fenced
 * ({@link ReleaseMode}). A reader that releases by the count uses an atomic operation on the word,
 * and the last one wakes the writer. A reader that sets its slot back to 0 does the same.
 *
 * <p><b>Memory ordering.</b> Both looks at the word acquire what the last writer released with it.
 * A slot is emptied by a release write that the writer's look acquires. As in {@link QueuedLock},
 * the compiler must keep the write of a slot before the read of the word, which HotSpot does for
 * every access through a {@link VarHandle} that is not plain.
 */
abstract class ReadSync extends ReadWriteState {

    private static final long serialVersionUID = 1L;

    /** The most holds of one thread. */
    private static final int MOST_HOLDS = Integer.MAX_VALUE;

    /**
     * A thread that finds more holds counted fails. Far below READERS: threads that race past this
     * test cannot overflow it.
     */
    private static final long MOST_COUNTED = 1L << 30;

    private static final long READER = 1;
    private static final long ACQUISITION = 1L << ACQUISITIONS_SHIFT;

    /** The holds of a thread without a slot; null for none. */
    @SuppressWarnings("ThreadLocalUsage") // one for each lock and thread
    private final transient ThreadLocal<int[]> slotless = new ThreadLocal<>();

    /** Null without a profile. */
    private final transient @Nullable ReadProfile readProfile =
            ProfileOptions.ON ? new ReadProfile(LockSites.ofCaller(ReadLock.class)) : null;

    ReadSync(boolean fair) {
        super(fair);
    }

    // Acquiring.

    /**
     * Waits until the deadline if need be; NOW is a try that respects WANTED, and the queue if
     * fair.
     */
    final boolean read(boolean interruptible, Deadline deadline) {
        if (WatchOptions.ORDER_ON && deadline == Deadline.NEVER) {
            checkOrder();
        }
        return read(WRITER, interruptible, deadline);
    }

    /** An untimed try. */
    final boolean tryRead() {
        return read(HELD, false, Deadline.NOW);
    }

    private boolean read(long blockers, boolean interruptible, Deadline deadline) {
        StackReserve.forAcquire();
        ReaderSlot own = ownSlot();
        boolean acquired =
                (own != null && readAgainOrBySlot(own))
                        || readCounted(own, blockers, interruptible, deadline);
        if (WatchOptions.ORDER_ON && acquired) {
            LockOrder.acquiredRead(order());
        }
        return acquired;
    }

    private boolean readAgainOrBySlot(ReaderSlot own) {
        int holds = own.holds();
        if (holds == 0) {
            return acquireBy(own);
        }
        own.setHolds(holds > 0 ? plusOne(holds) : -plusOne(-holds));
        return true;
    }

    /** One hold more; throws an Error if that is too many. */
    static int plusOne(int holds) {
        if (holds == MOST_HOLDS) {
            throw new Error("held " + MOST_HOLDS + " times already");
        }
        return holds + 1;
    }

    private boolean acquireBy(ReaderSlot own) {
        long before = (long) WORD.getAcquire(this);
        if ((before & WRITER) != 0 || (before & MODE) == 0 || (fair && isAnyBefore())) {
            return false;
        }
        own.setHolds(1);
        boolean inFenced = (before & UNFENCED) == 0;
        if (inFenced || ReleaseMode.fenced) {
            VarHandle.fullFence();
        }
        long after = (long) WORD.getAcquire(this);
        if (((before ^ after) & (WRITER | MODE)) != 0) { // R2, R4, R7
            releaseBy(own);
            return false;
        }
        own.acquisitions++;
        if (ProfileOptions.ON && readProfile != null && ReadProfile.isSample(own.acquisitions)) {
            own.timedSince = readProfile.beginBySlot();
        }
        if (inFenced && ReadModePolicy.isSample(own.acquisitions)) {
            unfenceUnlessWritten(own);
        }
        return true;
    }

    private void unfenceUnlessWritten(ReaderSlot own) {
        int writes = policy.writes();
        long now = word;
        if (own.writesSeen == writes && (now & (WRITER | MODE)) == FENCED && mayUnfence()) {
            WORD.compareAndSet(this, now, now ^ MODE); // FENCED -> UNFENCED, or at a later sample
        }
        own.writesSeen = writes;
    }

    /** Called by a thread that has no slot, or has none of its holds by it. */
    private boolean readCounted(
            @Nullable ReaderSlot found, long blockers, boolean interruptible, Deadline deadline) {
        if ((word & READERS) > MOST_COUNTED) {
            throw new Error("held " + MOST_COUNTED + " times already: " + this);
        }
        int[] mine = found == null ? slotless.get() : null;
        if (mine != null) {
            mine[0] = plusOne(mine[0]);
            WORD.getAndAdd(this, READER);
            return true;
        }
        ReaderSlot own = found;
        if (found == null && (WatchOptions.ANY_ON || policy.isSlotDue())) {
            own = claimSlot(); // the search for deadlocks sees slots only
        }
        if (isOwn()) {
            WORD.getAndAdd(this, READER + ACQUISITION);
        } else if (!tryCount(blockers)
                && (deadline == Deadline.NOW || !waitToRead(interruptible, deadline))) {
            return false;
        }
        if (own != null) {
            own.setHolds(-1);
        } else {
            rememberSlotless();
        }
        if (ProfileOptions.ON && readProfile != null) {
            readProfile.begin();
        }
        return true;
    }

    /** Called by a reader that has been counted. */
    private void rememberSlotless() {
        boolean remembered = false;
        try {
            slotless.set(new int[] {1});
            remembered = true;
        } finally {
            if (!remembered) { // no memory: without a record, this hold could not be released
                uncount();
            }
        }
    }

    /**
     * Whether a thread waits, or has the gate. The queue is looked at first: a writer acquires the
     * gate and then leaves the queue, before it sets WANTED or HELD. In the other order it could be
     * missed.
     */
    private boolean isAnyBefore() {
        return !isQueueEmpty() || isHeld();
    }

    private boolean tryCount(long blockers) {
        boolean respectsQueue = fair && blockers == WRITER;
        while (true) {
            long now = word;
            if ((now & blockers) != 0 || (respectsQueue && isAnyBefore())) {
                return false;
            }
            long next = now + READER + ACQUISITION;
            if ((now & (WRITER | MODE)) == 0 && slots != null) {
                next |= ReadModePolicy.modeAfter((int) (next >>> ACQUISITIONS_SHIFT));
            }
            if (WORD.compareAndSet(this, now, next)) {
                return true;
            }
        }
    }

    private boolean waitToRead(boolean interruptible, Deadline deadline) {
        LockWait wait =
                ProfileOptions.ON && readProfile != null ? beginWait(readProfile.site()) : null;
        boolean counted = queueToRead(interruptible, deadline);
        endWait(wait, counted);
        return counted;
    }

    private boolean queueToRead(boolean interruptible, Deadline deadline) {
        ThreadParker parker = ThreadParker.current();
        boolean maySpin = !fair && parker != null && parker.maySpin();
        if (maySpin && spinToCount(parker)) {
            return true;
        }
        Waiter me = newWaiter(parker, Waiter.WAITING);
        me.reads = true;
        me.hasLost = !maySpin;
        append(me);
        if (!acquireQueued(me, interruptible, deadline)) {
            return false;
        }
        WORD.getAndAdd(this, READER + ACQUISITION); // with the gate, so there is no writer
        release();
        return true;
    }

    private boolean spinToCount(@Nullable ThreadParker parker) {
        long start = System.nanoTime();
        boolean counted;
        long now;
        do {
            Thread.onSpinWait();
            counted = tryCount(WRITER);
            now = System.nanoTime();
        } while (!counted && now - start < WaitPolicy.LOCK_SPIN);
        if (parker != null) {
            parker.paySpin(now);
        }
        return counted;
    }

    // Releasing.

    /**
     * Undoes one hold.
     *
     * @throws IllegalMonitorStateException if the caller has none
     */
    final void unlockRead() {
        StackReserve.forRelease();
        ReaderSlot own = ownSlot();
        int holds = own == null ? 0 : own.holds();
        if (WatchOptions.ORDER_ON) {
            LockOrder.releasedRead(order());
        }
        if (own == null || holds == 0) {
            unlockSlotless();
        } else if (holds == 1) {
            endTimedHold(own);
            releaseBy(own);
        } else if (holds > 1) {
            own.setHolds(holds - 1);
        } else if (holds < -1) {
            own.setHolds(holds + 1);
        } else {
            own.setHolds(0);
            uncount();
        }
    }

    private void endTimedHold(ReaderSlot own) {
        if (ProfileOptions.ON && own.timedSince != 0 && readProfile != null) {
            readProfile.endBySlot(this, own.timedSince);
            own.timedSince = 0;
        }
    }

    final void releaseBy(ReaderSlot own) {
        own.setHolds(0);
        if (ReleaseMode.fenced) {
            VarHandle.fullFence();
        }
        if (((long) WORD.getOpaque(this) & WANTED) != 0) {
            wakeDrainingWriter();
        }
    }

    private void unlockSlotless() {
        int[] mine = slotless.get();
        if (mine == null) {
            throw new IllegalMonitorStateException(
                    "no read lock is held by the current thread: " + this);
        }
        mine[0]--;
        if (mine[0] == 0) {
            slotless.remove();
        }
        uncount();
    }

    final void uncount() {
        if (ProfileOptions.ON && readProfile != null) {
            readProfile.end(this);
        }
        long before = (long) WORD.getAndAdd(this, -READER);
        if ((before & WANTED) != 0 && (before & READERS) == READER) {
            wakeDrainingWriter();
        }
    }

    // Inspection.

    /** How often the calling thread holds the read lock. */
    final int readHolds() {
        ReaderSlot own = ownSlot();
        int holds = own == null ? 0 : Math.abs(own.holds());
        int[] mine = holds == 0 ? slotless.get() : null;
        return mine == null ? holds : mine[0];
    }
}
