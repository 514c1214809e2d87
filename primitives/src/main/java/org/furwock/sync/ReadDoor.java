package org.furwock.sync;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.furwock.futex.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * A lock for readers and writers, as readers see it: a door with a queue, and two ways past it.
 * What writers do is in {@link ReadWriteDoor}.
 *
 * <p><b>Algorithm.</b> The door is held by the one writer that has the lock or is next to have it,
 * and, for a moment, by each reader that has queued. A word says what readers may do:
 *
 * <pre>
 *  bits of the word   meaning                                        set by            cleared by
 *  READERS            how many holds there are by the count          readers           readers
 *  WANTED             the holder of the door waits for readers       it                it
 *  HELD               the holder of the door writes                  it                it
 *  mode               how readers get in, see below                  both              both
 *  entries            times that readers got in by the count         readers           writers, in HELD
 * </pre>
 *
 * If neither WANTED nor HELD is set, a reader gets in without the door:
 *
 * <pre>
 *  COUNTED   by the count     CAS word -&gt; word + 1;  out: word - 1
 *  OPEN      by its record    holds = 1;  look at the word again;  out: holds = 0
 *  FENCED    by its record    holds = 1;  fence;  look at the word again;  out: holds = 0
 * </pre>
 *
 * One that finds a writer, or another mode, at the second look takes its 1 back. Then it waits: it
 * goes through the queue of the door, and with the door in its hands, so that there is no writer,
 * it counts itself in and passes the door on. So readers behind a writer get in one after the other
 * in their order, and each wakes the next. A thread that has the lock already only counts on,
 * whatever the word says; the writer itself may always count itself in; an untimed try minds HELD
 * alone.
 *
 * <p>Each thread has one {@link ReaderRecord} at most. Those that have none, since the lock is
 * seldom read or the table is full, count each hold, and keep their own number of holds in a {@link
 * ThreadLocal} that they remove at the end.
 *
 * <p><b>Source.</b> The big-reader lock of Linux; D. Dice and A. Kogan, BRAVO (2019), for turning
 * it off where writers come often; the asymmetric fence is that of {@link QueuedLock}.
 *
 * <p><b>No reader is overlooked.</b> To show: a writer in HELD is alone. By the count: WANTED and
 * HELD are in the same word, HELD replaces WANTED by a compare-and-set that finds no READERS, and
 * nobody is counted in afterwards but the writer. By the records: a reader writes its record and
 * then reads the word; a writer sets WANTED and then reads the records.
 *
 * <ul>
 *   <li>FENCED: there is a full fence on both sides, so one sees the other. The reader goes by the
 *       mode that it has read before it wrote. Had the lock been OPEN then and were FENCED now, it
 *       would have no fence to show: therefore the mode must be the same at both looks. That it may
 *       have changed in between, to and fro, does no harm: only the second look and what stands
 *       before it count.
 *   <li>OPEN: the reader has no fence; the writer changes the mode to FENCED, and makes the kernel
 *       run a fence on every core ({@link org.furwock.futex.lowlevel.AsymmetricFence}), before it
 *       sets WANTED. A reader whose second look came before that fence wrote its record before it,
 *       and the writer sees that. One whose look came after it finds another mode, and takes its 1
 *       back. Meanwhile readers get in as in FENCED. If one of them opens the lock once more, a
 *       reader may find OPEN after all; but then the writer finds it beside its WANTED, and runs
 *       the fence again: a second look before that has its record seen, one after it sees WANTED.
 *       So OPEN never ends but by the holder of the door, and never without a heavy fence before
 *       the door is passed on: a writer that finds FENCED meets none who is in by OPEN unseen.
 *   <li>COUNTED is entered from the others in HELD alone, when nobody is in by a record. Hence a
 *       writer that finds COUNTED need not look at records; those that fill one from an older look
 *       at the word take it back at the second. The mode is changed only while neither WANTED nor
 *       HELD is set, but by the writer in HELD; and so not between a writer's WANTED and its HELD.
 *   <li>A record that is replaced belongs to a thread that has ended and is empty. A new one is
 *       published to writers before it is written first.
 * </ul>
 *
 * <p><b>Wake rule.</b> Who waits for the door is woken as {@link QueuedLock} has it. The writer
 * that waits for readers publishes itself as {@code drainer}, runs a heavy fence, and looks again
 * before it sleeps. A reader that leaves by its record empties it, then reads the word, and if
 * WANTED is set the drainer, and wakes it. If its reads came before the heavy fence, its record was
 * empty before it, and the writer does not sleep; else it sees both. So leaving takes no fence in
 * either mode, but where the fence is not to be had ({@link ReleaseMode}): there the reader runs
 * its own. One that leaves by the count does so by an atomic operation on the word, and the last
 * one wakes. One that takes its record back counts as one that leaves.
 *
 * <p><b>Memory ordering.</b> Both looks at the word acquire what the last writer released with it;
 * a record is emptied by a release write that the writer's look acquires. An order that the Java
 * memory model does not promise is asked of the compiler, as in {@link QueuedLock}: that it keeps
 * the write of a record before the read of the word. HotSpot does so for every access through a
 * {@link VarHandle} that is not plain.
 */
abstract class ReadDoor extends QueuedLock {

    private static final long serialVersionUID = 1L;

    /** Of a thread. */
    private static final int MOST_HOLDS = Integer.MAX_VALUE;

    /** Beyond this nobody is counted; so much less than READERS that no race gets there. */
    private static final long MOST_COUNTED = 1L << 30;

    // The word.
    static final long READERS = (1L << 31) - 1;
    static final long HELD = 1L << 31;
    static final long WANTED = 1L << 32;
    static final long FENCED = 1L << 33;
    static final long OPEN = 1L << 34;
    static final int ENTRIES_SHIFT = 35;

    private static final long READER = 1;
    private static final long ENTRY = 1L << ENTRIES_SHIFT;

    private static final long WRITER = WANTED | HELD;

    /** None of its bits is COUNTED. */
    static final long MODE = FENCED | OPEN;

    static final VarHandle WORD;
    private static final VarHandle RECORDS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WORD = lookup.findVarHandle(ReadDoor.class, "word", long.class);
            RECORDS = lookup.findVarHandle(ReadDoor.class, "records", ReaderRecords.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final boolean fair;

    transient volatile long word;

    /** Set once, if the lock is read often; whoever does not see it yet counts. */
    transient volatile @Nullable ReaderRecords records;

    /** The writer that sleeps until readers have left. */
    transient volatile @Nullable Waiter drainer;

    final transient ReadRate rate = new ReadRate();

    /** The holds of a thread without a record; null for none. */
    @SuppressWarnings("ThreadLocalUsage") // the holds are of a thread and a lock
    private final transient ThreadLocal<int[]> loose = new ThreadLocal<>();

    ReadDoor(boolean fair) {
        this.fair = fair;
    }

    abstract boolean isWriteHeldByCurrentThread();

    // Getting in.

    /** Whether the caller has got in, once more or by its record. */
    final boolean readAgainOrByRecord() {
        ReaderRecord own = ownRecord();
        if (own == null) {
            return false;
        }
        int holds = own.holds();
        if (holds == 0) {
            return enterBy(own);
        }
        own.setHolds(holds > 0 ? plusOne(holds) : -plusOne(-holds));
        return true;
    }

    final @Nullable ReaderRecord ownRecord() {
        ReaderRecords all = records;
        return all == null ? null : all.find(Thread.currentThread());
    }

    /** One hold more, if that is not too much. */
    static int plusOne(int holds) {
        if (holds == MOST_HOLDS) {
            throw new Error("held " + MOST_HOLDS + " times already");
        }
        return holds + 1;
    }

    private boolean enterBy(ReaderRecord own) {
        long before = (long) WORD.getAcquire(this);
        if ((before & WRITER) != 0 || (before & MODE) == 0 || (fair && isAnybodyBefore())) {
            return false;
        }
        own.setHolds(1);
        boolean fenced = (before & OPEN) == 0;
        if (fenced) {
            VarHandle.fullFence();
        }
        long after = (long) WORD.getAcquire(this);
        if (((before ^ after) & (WRITER | MODE)) != 0) {
            leaveBy(own);
            return false;
        }
        own.entries++;
        if (fenced && ReadRate.isTimeToLook(own.entries)) {
            openUnlessWritten(own);
        }
        return true;
    }

    private void openUnlessWritten(ReaderRecord own) {
        int writes = rate.writes();
        long now = word;
        if (own.writesSeen == writes && (now & (WRITER | MODE)) == FENCED && ASYMMETRIC) {
            WORD.compareAndSet(this, now, now ^ MODE); // FENCED -> OPEN, or next time
        }
        own.writesSeen = writes;
    }

    /** An untimed try of one that has not got in yet. */
    final boolean tryReadCounted() {
        return readCounted(HELD, false, null);
    }

    /** Waits, if need be, until the deadline; null is a try that respects those who wait. */
    final boolean readCounted(boolean interruptible, @Nullable Deadline deadline) {
        return readCounted(WRITER, interruptible, deadline);
    }

    private boolean readCounted(long blockers, boolean interruptible, @Nullable Deadline deadline) {
        if ((word & READERS) > MOST_COUNTED) {
            throw new Error("held " + MOST_COUNTED + " times already: " + this);
        }
        ReaderRecord own = ownRecord();
        int[] mine = own == null ? loose.get() : null;
        if (mine != null) {
            mine[0] = plusOne(mine[0]);
            WORD.getAndAdd(this, READER);
            return true;
        }
        if (own == null && rate.isDueForRecord()) {
            own = claim();
        }
        if (isWriteHeldByCurrentThread()) {
            WORD.getAndAdd(this, READER + ENTRY);
        } else if (!tryCount(blockers)
                && (deadline == null || !queueToRead(interruptible, deadline))) {
            return false;
        }
        if (own != null) {
            own.setHolds(-1);
        } else {
            rememberLoose();
        }
        return true;
    }

    /** By one that has been counted. */
    private void rememberLoose() {
        boolean remembered = false;
        try {
            loose.set(new int[] {1});
            remembered = true;
        } finally {
            if (!remembered) { // for want of memory: nobody else knows of this hold
                uncount();
            }
        }
    }

    private @Nullable ReaderRecord claim() {
        if (records == null) {
            RECORDS.compareAndSet(this, null, new ReaderRecords());
        }
        return requireNonNull(records).claim(Thread.currentThread());
    }

    /**
     * Whether anybody waits, or has the door: a writer that has just got it is in the queue no
     * more, and not yet in the word. It takes the door before it leaves the queue: hence the order.
     */
    private boolean isAnybodyBefore() {
        return !isQueueEmpty() || isHeld();
    }

    private boolean tryCount(long blockers) {
        boolean respectful = fair && blockers == WRITER;
        while (true) {
            long now = word;
            if ((now & blockers) != 0 || (respectful && isAnybodyBefore())) {
                return false;
            }
            long next = now + READER + ENTRY;
            if ((now & (WRITER | MODE)) == 0 && records != null) {
                next |= ReadRate.modeAfter((int) (next >>> ENTRIES_SHIFT));
            }
            if (WORD.compareAndSet(this, now, next)) {
                return true;
            }
        }
    }

    private boolean queueToRead(boolean interruptible, Deadline deadline) {
        ThreadParker parker = ThreadParker.current();
        boolean maySpin = !fair && parker.maySpin();
        if (maySpin && parker.spinUntil(() -> tryCount(WRITER))) {
            return true;
        }
        Waiter waiter = newWaiter(parker, Waiter.WAITING);
        waiter.reads = true;
        if (!acquireQueued(waiter, !fair && !maySpin, fair, interruptible, deadline)) {
            return false;
        }
        WORD.getAndAdd(this, READER + ENTRY); // the door is ours, so nobody writes
        release();
        return true;
    }

    // Getting out.

    /**
     * Undoes one hold.
     *
     * @throws IllegalMonitorStateException if the caller has none
     */
    final void unlockRead() {
        ReaderRecord own = ownRecord();
        int holds = own == null ? 0 : own.holds();
        if (own == null || holds == 0) {
            unlockLoose();
        } else if (holds == 1) {
            leaveBy(own);
        } else if (holds > 1) {
            own.setHolds(holds - 1);
        } else if (holds < -1) {
            own.setHolds(holds + 1);
        } else {
            own.setHolds(0);
            uncount();
        }
    }

    private void leaveBy(ReaderRecord own) {
        own.setHolds(0);
        if (!ASYMMETRIC) {
            VarHandle.fullFence();
        }
        if (((long) WORD.getOpaque(this) & WANTED) != 0) {
            wakeDrainer();
        }
    }

    private void wakeDrainer() {
        Waiter writer = drainer;
        if (writer != null) {
            writer.parker().unpark();
        }
    }

    private void unlockLoose() {
        int[] mine = loose.get();
        if (mine == null) {
            throw new IllegalMonitorStateException(
                    "no read lock is held by the current thread: " + this);
        }
        mine[0]--;
        if (mine[0] == 0) {
            loose.remove();
        }
        uncount();
    }

    private void uncount() {
        long before = (long) WORD.getAndAdd(this, -READER);
        if ((before & WANTED) != 0 && (before & READERS) == READER) {
            wakeDrainer();
        }
    }

    // Inspection.

    /** How often the calling thread has the lock. */
    final int readHolds() {
        ReaderRecord own = ownRecord();
        int holds = own == null ? 0 : Math.abs(own.holds());
        int[] mine = holds == 0 ? loose.get() : null;
        return mine == null ? holds : mine[0];
    }

    /** How many holds there are. */
    final int readLockCount() {
        ReaderRecords all = records;
        return (int) (word & READERS) + (all == null ? 0 : all.uncountedHolds());
    }
}
