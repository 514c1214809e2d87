package org.furwock.locks;

import static java.util.Objects.requireNonNull;

import java.io.Serial;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.furwock.futex.Deadline;
import org.furwock.futex.WaitResult;
import org.furwock.futex.lowlevel.InterruptStatus;
import org.furwock.futex.lowlevel.StackReserve;
import org.furwock.profile.LockWait;
import org.furwock.waiting.WaitPolicy;
import org.furwock.watch.LockOrder;
import org.furwock.watch.WaitRecord;
import org.furwock.watch.WaitTable;
import org.furwock.watch.WatchOptions;
import org.jspecify.annotations.Nullable;

/**
 * The writers' side of a lock for readers and writers. {@link ReadSync}, the readers' side, has the
 * algorithm and the proof.
 *
 * <p>A writer acquires the gate, which keeps out other writers and all threads that queue behind
 * it. If it finds the gate free, no readers, and the mode COUNTED, one compare-and-set sets GATE
 * and HELD: that is the only atomic operation of such a write. A writer that has the gate already
 * sets HELD by a second compare-and-set. If there are readers, or the mode is not COUNTED, it sets
 * WANTED, looks at the slots, and waits until the last reader has left. It spins first, with or
 * without spin credit: the readers that it waits for are running, and no new ones acquire. In
 * UNFENCED it runs the readers' fence before it sets WANTED: the kernel takes long for it, and
 * readers that find WANTED would fall asleep meanwhile. Until the readers have left, the writer is
 * not the owner; while it sleeps, it counts among the waiting threads. A writer that gives up
 * clears WANTED and releases the gate. A write ends with a release write of the word, which no
 * other thread changes in HELD. If a hand-over was requested, that write keeps GATE, and a release
 * of the gate follows.
 *
 * <p>A reader that asks for the write lock gets the gate, finds its own slot or count, and waits
 * for itself, for ever, as with the original.
 *
 * <p><b>Memory ordering.</b> The release of the gate publishes the fields that only the owner uses
 * to the next writer.
 */
final class ReadWriteSync extends ReadWriteView {

    private static final long serialVersionUID = 1L;

    static { // Links the calls, which allocates: they must work in a full heap.
        ReadWriteSync scratch = new ReadWriteSync(false);
        WORD.setRelease(scratch, GATE + 1);
        scratch.release();
        scratch.uncount();
        scratch.releaseBy(new ReaderSlot(Thread.currentThread()));
        scratch.setWanted();
        scratch.clearWanted();
    }

    /** Holds of the owner beyond the first; read and written by the owner only. */
    private transient int more;

    /** Used by the holder of the gate: whether it relocks after a wait on a condition. */
    private transient boolean relocks;

    ReadWriteSync(boolean fair) {
        super(fair);
    }

    /** A copy is unlocked. */
    @Serial
    private Object readResolve() {
        return new ReadWriteSync(fair);
    }

    /** An untimed try. */
    boolean tryWrite() {
        StackReserve.forAcquire();
        return writeAgain() || writeAtOnce() || (tryAcquire() && take(false, Deadline.NOW));
    }

    /** Waits until the deadline if need be; NOW is a try that respects the queue if fair. */
    boolean write(boolean interruptible, Deadline deadline) {
        StackReserve.forAcquire();
        if (writeAgain()) {
            return true;
        }
        if (WatchOptions.ORDER_ON && deadline == Deadline.NEVER) {
            checkOrderOfWriter();
        }
        boolean admitted = !fair || isQueueEmpty();
        if (admitted && writeAtOnce()) {
            return true;
        }
        boolean hasGate =
                (admitted && tryAcquire())
                        || (deadline != Deadline.NOW && acquireWithWait(interruptible, deadline));
        return hasGate && take(interruptible, deadline);
    }

    /** In COUNTED, without readers: the gate and HELD in one step. */
    private boolean writeAtOnce() {
        long now = word;
        boolean taken =
                (now & (READERS | GATE | MODE)) == 0
                        && WORD.compareAndSet(this, now, now | GATE | HELD);
        if (taken) {
            own();
        }
        return taken;
    }

    private void checkOrderOfWriter() {
        if (readHolds() > 0) {
            LockOrder.upgrade(order());
        }
        checkOrder();
    }

    private boolean writeAgain() {
        boolean own = isOwn();
        if (own) {
            more = plusOne(more + 1) - 1; // the limit includes the first hold
        }
        return own;
    }

    /**
     * Called by the holder of the gate: acquires the write lock, or else releases the gate. A try
     * that sees a reader does not set WANTED.
     */
    private boolean take(boolean interruptible, Deadline deadline) {
        boolean taken = false;
        try {
            taken =
                    tryHold(READERS | MODE)
                            || ((deadline != Deadline.NOW || isDrained())
                                    && drain(interruptible, deadline));
        } finally {
            if (!taken) {
                release();
            }
        }
        if (taken) {
            own();
        }
        return taken;
    }

    /** Sets HELD, unless one of these bits is set. */
    private boolean tryHold(long blockers) {
        while (true) {
            long now = word;
            if ((now & blockers) != 0) {
                return false;
            }
            if (WORD.compareAndSet(this, now, (now & ~WANTED) | HELD)) {
                return true;
            }
        }
    }

    /**
     * UNFENCED -&gt; FENCED, while readers go on. Afterwards the slots of those that ran no fence
     * are visible.
     */
    private void fenceReaders() {
        WORD.getAndBitwiseXor(this, MODE); // only the holder of the gate ends UNFENCED
        boolean done = false;
        try {
            ReleaseMode.heavyFence();
            done = true;
        } finally {
            while (!done) { // the fence failed: back to UNFENCED
                long now = word;
                done = (now & UNFENCED) != 0 || WORD.compareAndSet(this, now, now ^ MODE);
            }
        }
    }

    private boolean isDrained() {
        long now = word;
        return (now & READERS) == 0 && ((now & MODE) == 0 || !requireNonNull(slots).isAnyHeld());
    }

    /**
     * Keeps new readers out, and waits for those that hold the lock: WANTED, then HELD, or neither.
     */
    private boolean drain(boolean interruptible, Deadline deadline) {
        if ((word & UNFENCED) != 0) {
            fenceReaders();
        }
        long before = setWanted();
        boolean taken = false;
        try {
            if ((before & UNFENCED) != 0) { // R6
                ReleaseMode.heavyFence();
            } else {
                VarHandle.fullFence();
            }
            taken =
                    tryHoldDrained()
                            || (deadline != Deadline.NOW && awaitDrained(interruptible, deadline));
        } finally {
            if (!taken) {
                clearWanted();
            }
        }
        return taken;
    }

    private long setWanted() {
        return (long) WORD.getAndBitwiseOr(this, WANTED);
    }

    private void clearWanted() {
        WORD.getAndAdd(this, -WANTED);
    }

    private boolean tryHoldDrained() {
        return isDrained() && tryHold(READERS);
    }

    private boolean awaitDrained(boolean interruptible, Deadline deadline) {
        LockWait wait = beginWait();
        boolean taken = awaitReaders(interruptible, deadline);
        endWait(wait, taken);
        return taken;
    }

    private boolean awaitReaders(boolean interruptible, Deadline deadline) {
        try {
            ThreadParker parker = ThreadParker.current();
            return spinUntilDrained(parker) || sleepUntilDrained(parker, interruptible, deadline);
        } catch (OutOfMemoryError e) { // looking at the slots needs no memory
            boolean taken = tryHoldDrained();
            while (!taken && ThreadParker.pause(interruptible, deadline) == WaitResult.SPURIOUS) {
                taken = tryHoldDrained();
            }
            return taken;
        }
    }

    private boolean spinUntilDrained(@Nullable ThreadParker parker) {
        if (parker == null) {
            return false;
        }
        parker.maySpin(); // adds the credit that the thread has earned
        long start = System.nanoTime();
        boolean taken;
        long now;
        do {
            Thread.onSpinWait();
            taken = tryHoldDrained();
            now = System.nanoTime();
        } while (!taken && now - start < WaitPolicy.LOCK_SPIN);
        parker.paySpin(now);
        return taken;
    }

    private boolean sleepUntilDrained(
            @Nullable ThreadParker parker, boolean interruptible, Deadline deadline) {
        Waiter me = new Waiter(this, parker, Waiter.WAITING);
        me.waitsForReaders = true;
        me.mustEnter = relocks;
        drainingWriter = me;
        try {
            // The wake rule requires this fence in each mode.
            long limit =
                    ReleaseMode.tryHeavyFence() ? Long.MAX_VALUE : WaitPolicy.OUT_OF_MEMORY_PAUSE;
            boolean taken = tryHoldDrained();
            boolean waiting = !taken;
            while (waiting) {
                me.enterTable(interruptible, deadline);
                WaitResult end =
                        ThreadParker.isNear(deadline)
                                ? ThreadParker.spinTowards(deadline)
                                : me.parkAtMost(limit, interruptible, deadline, this);
                boolean interrupted = interruptible && InterruptStatus.isSet();
                taken = !interrupted && end != WaitResult.TIMED_OUT && tryHoldDrained();
                waiting = !taken && !interrupted && end != WaitResult.TIMED_OUT;
                if (waiting) {
                    WaitRecord.throwIfVictim(me);
                }
            }
            return taken;
        } finally {
            drainingWriter = null;
            WaitTable.leave(me);
            me.restoreInterrupt();
        }
    }

    /**
     * Undoes one hold.
     *
     * @throws IllegalMonitorStateException if the caller has none
     */
    void unlockWrite() {
        StackReserve.forRelease();
        requireOwner();
        if (more != 0) {
            more--;
        } else {
            unlockLast(word & READERS); // its own read holds stay
        }
    }

    /** Clears HELD and releases the gate. The caller keeps so many read holds. */
    private void unlockLast(long readers) {
        disown();
        long now = word; // no other thread changes it
        int counted = (int) (now >>> ACQUISITIONS_SHIFT);
        // In COUNTED no thread has acquired by a slot since the last write: only writers enter this
        // mode.
        ReaderSlots used = (now & MODE) == 0 ? null : slots;
        long mode = slots == null ? 0 : policy.modeAfterWrite(counted, used);
        if (isHandoffRequested()) {
            WORD.setRelease(this, GATE | readers | mode); // from here on readers may acquire
            release();
        } else {
            WORD.setRelease(this, readers | mode);
            wakeIfFlagged();
        }
    }

    @Override
    Class<?> publicClass() {
        return FutexReentrantReadWriteLock.WriteLock.class;
    }

    @Override
    void requireOwner() {
        if (!isOwn()) {
            throw new IllegalMonitorStateException("not held by the current thread");
        }
    }

    /** Gives up the owner's read holds, too: they would keep out the writers that it waits for. */
    @Override
    long unlockFully() {
        long saved = (word & READERS) << Integer.SIZE | more;
        suspendReads(saved, true);
        more = 0;
        unlockLast(0);
        return saved;
    }

    @Override
    void relock(@Nullable Waiter waiter, long saved) {
        checkOrderAgain();
        reacquire(waiter);
        relocks = true;
        take(false, Deadline.NEVER);
        relocks = false;
        more = (int) saved;
        WORD.getAndAdd(this, saved >>> Integer.SIZE); // in HELD there are no other readers
        suspendReads(saved, false);
    }

    // Inspection.

    boolean isWriteLocked() {
        return (word & HELD) != 0;
    }

    /** How often the calling thread holds the write lock. */
    int writeHolds() {
        return isOwn() ? more + 1 : 0;
    }

    /** How often the write lock is held. */
    int allWriteHolds() {
        return isWriteLocked() ? more + 1 : 0;
    }

    /** The waiting threads, the last one first. */
    List<Thread> waiting() {
        List<Thread> threads = queuedThreads();
        addDrainingWriter(threads);
        return threads;
    }

    List<Thread> waitingReaders() {
        return queuedThreads(true);
    }

    List<Thread> waitingWriters() {
        List<Thread> threads = queuedThreads(false);
        addDrainingWriter(threads);
        return threads;
    }

    /** For tests. */
    int slotCount() {
        ReaderSlots all = slots;
        return all == null ? 0 : all.size();
    }
}
