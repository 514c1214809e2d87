package org.furwock.sync;

import static java.util.Objects.requireNonNull;

import java.io.Serial;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.furwock.futex.Deadline;
import org.furwock.futex.WaitResult;
import org.furwock.futex.lowlevel.AsymmetricFence;
import org.jspecify.annotations.Nullable;

/**
 * A lock for readers and writers, as writers see it: the other half of {@link ReadDoor}, which has
 * the algorithm and the proof.
 *
 * <p>A writer acquires the door, which keeps other writers out and whoever queues behind it. If
 * there are no readers and the mode is COUNTED, one compare-and-set of the word makes it HELD: then
 * a write costs two atomic operations, as many as the original's. Else it sets WANTED, looks at the
 * records, and waits until the last reader has left; it spins first, whether it has earned that or
 * not: those it waits for run, and others do not get in. Where readers have no fence, it runs
 * theirs before that: the kernel takes long for it, and readers would fall asleep meanwhile. Until
 * they have left it is no owner, and once it sleeps it counts among those who wait. A writer that
 * gives up clears WANTED and passes the door on.
 *
 * <p>A reader that asks to write has the door and waits for itself, for ever, as with the original:
 * it sees its own record or count like any other.
 *
 * <p><b>Memory ordering.</b> The word and the fields that the owner alone uses are given to the
 * next writer by the door.
 */
final class ReadWriteDoor extends ReadDoor {

    private static final long serialVersionUID = 1L;

    static {
        Rehearsal.of(new ReadWriteDoor(false));
    }

    /** How often the owner holds the lock beyond once; the owner's alone. */
    private transient int more;

    ReadWriteDoor(boolean fair) {
        super(fair);
    }

    /** A copy is unlocked. */
    @Serial
    private Object readResolve() {
        return new ReadWriteDoor(fair);
    }

    // Writing.

    /** An untimed try. */
    boolean tryWrite() {
        return writeAgain() || (tryAcquire() && take(false, null));
    }

    /** Waits, if need be, until the deadline; null is a try that respects the queue if fair. */
    boolean write(boolean interruptible, @Nullable Deadline deadline) {
        if (writeAgain()) {
            return true;
        }
        boolean admitted = (!fair || isQueueEmpty()) && tryAcquire();
        return (admitted || (deadline != null && acquire(fair, interruptible, deadline)))
                && take(interruptible, deadline);
    }

    private boolean writeAgain() {
        boolean own = isWriteHeldByCurrentThread();
        if (own) {
            more = plusOne(more + 1) - 1; // of all holds
        }
        return own;
    }

    /**
     * By the holder of the door, which passes it on if it fails. A try, which has no deadline,
     * disturbs no reader if there is one to be seen.
     */
    private boolean take(boolean interruptible, @Nullable Deadline deadline) {
        boolean taken = false;
        try {
            taken =
                    tryHold(READERS | MODE)
                            || ((deadline != null || isDrained())
                                    && drain(interruptible, deadline));
        } finally {
            if (!taken) {
                release();
            }
        }
        if (taken) {
            setExclusiveOwnerThread(Thread.currentThread());
        }
        return taken;
    }

    /** Whether none of these bits was set, and HELD is now. */
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

    /** OPEN -&gt; FENCED, while readers go on; afterwards none is inside without a fence. */
    private void fenceReaders() {
        WORD.getAndBitwiseXor(this, MODE); // only the holder of the door ends OPEN
        boolean fenced = false;
        try {
            AsymmetricFence.heavy();
            fenced = true;
        } finally {
            while (!fenced) { // the kernel refused, and FENCED would be a lie
                long now = word;
                fenced = (now & OPEN) != 0 || WORD.compareAndSet(this, now, now ^ MODE);
            }
        }
    }

    private boolean isDrained() {
        long now = word;
        return (now & READERS) == 0 && ((now & MODE) == 0 || !requireNonNull(records).isAnyHeld());
    }

    /** Keeps readers out, and waits for those who are in: any -&gt; WANTED -&gt; HELD, or back. */
    private boolean drain(boolean interruptible, @Nullable Deadline deadline) {
        if ((word & OPEN) != 0) {
            fenceReaders();
        }
        long before = (long) WORD.getAndBitwiseOr(this, WANTED);
        boolean taken = false;
        try {
            if ((before & OPEN) != 0) { // a reader has opened it once more
                AsymmetricFence.heavy();
            } else {
                VarHandle.fullFence();
            }
            taken = tryHoldDrained() || (deadline != null && awaitDrained(interruptible, deadline));
        } finally {
            if (!taken) {
                WORD.getAndAdd(this, -WANTED);
            }
        }
        return taken;
    }

    private boolean awaitDrained(boolean interruptible, Deadline deadline) {
        try {
            ThreadParker parker = ThreadParker.current();
            return parker.spinOnCreditUntil(this::tryHoldDrained)
                    || sleepUntilDrained(parker, interruptible, deadline);
        } catch (OutOfMemoryError e) { // to look at the records takes none
            boolean taken = tryHoldDrained();
            while (!taken && ThreadParker.pause(interruptible, deadline) == WaitResult.SPURIOUS) {
                taken = tryHoldDrained();
            }
            return taken;
        }
    }

    private boolean tryHoldDrained() {
        return isDrained() && tryHold(READERS);
    }

    private boolean sleepUntilDrained(
            ThreadParker parker, boolean interruptible, Deadline deadline) {
        drainer = new Waiter(parker, Waiter.WAITING);
        try {
            AsymmetricFence.heavy(); // see the wake rule; also in FENCED
            return parker.parkUntil(this::tryHoldDrained, interruptible, deadline, this);
        } finally {
            drainer = null;
        }
    }

    /**
     * Undoes one hold.
     *
     * @throws IllegalMonitorStateException if the caller has none
     */
    void unlockWrite() {
        requireOwner();
        if (more != 0) {
            more--;
        } else {
            unlockLast();
        }
    }

    private void unlockLast() {
        setExclusiveOwnerThread(null); // before the release: after it there is another owner
        long now = word; // which nobody else changes
        ReaderRecords all = records;
        long mode = all == null ? 0 : rate.modeAfterWrite((int) (now >>> ENTRIES_SHIFT), all);
        WORD.setRelease(this, (now & READERS) | mode); // HELD -> free; what it reads itself stays
        release();
    }

    @Override
    void requireOwner() {
        if (!isWriteHeldByCurrentThread()) {
            throw new IllegalMonitorStateException("not held by the current thread");
        }
    }

    @Override
    int unlockFully() {
        int saved = more;
        more = 0;
        unlockLast();
        return saved;
    }

    @Override
    void relock(@Nullable Turn turn, int saved) {
        acquireAgain(turn, fair);
        take(false, Deadline.NEVER);
        more = saved;
    }

    // Inspection.

    @Override
    boolean isWriteHeldByCurrentThread() {
        return getExclusiveOwnerThread() == Thread.currentThread();
    }

    @Nullable Thread owner() {
        return getExclusiveOwnerThread();
    }

    /** How often the calling thread holds the write lock. */
    int writeHolds() {
        return isWriteHeldByCurrentThread() ? more + 1 : 0;
    }

    /** How often whoever holds the write lock does so. */
    int allWriteHolds() {
        return getExclusiveOwnerThread() == null ? 0 : more + 1;
    }

    /** Those who wait, the last one first. */
    List<Thread> waiting() {
        List<Thread> threads = queuedThreads();
        addDrainer(threads);
        return threads;
    }

    List<Thread> waitingReaders() {
        return queuedThreads(waiter -> waiter.reads);
    }

    List<Thread> waitingWriters() {
        List<Thread> threads = queuedThreads(waiter -> !waiter.reads);
        addDrainer(threads);
        return threads;
    }

    /** The writer that has the door, and not yet the lock, is before all others. */
    private void addDrainer(List<Thread> threads) {
        Waiter writer = drainer;
        Thread thread = writer == null ? null : writer.thread();
        if (thread != null) {
            threads.add(thread);
        }
    }

    /** For tests. */
    int recordCount() {
        ReaderRecords all = records;
        return all == null ? 0 : all.size();
    }
}
