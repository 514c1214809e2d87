package org.furwock.sync;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.furwock.futex.Deadline;
import org.furwock.futex.FutexWord;
import org.furwock.futex.lowlevel.AsymmetricFence;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RwLockWord} with another way in for readers, past the word, as long as many read and
 * hardly anybody writes. Two atomic operations on one word, which every reader wants, are most of
 * what a short read costs; a note in a place of one's own costs nothing.
 *
 * <p><b>Algorithm.</b> A thread that reads often gets a {@link ReaderRecord}, and holds the lock by
 * it while its {@code holds} is 1.
 *
 * <pre>
 *  bias      readers come in                    who holds the lock by a record
 *  OFF       by the word                        nobody
 *  ON        by their records, or by the word   anybody
 *  DRAINING  by the word                        those who are left from before
 *
 *  any -&gt; ON         a reader that is in by the word, after many reads without a write
 *  ON -&gt; DRAINING    a writer that has claimed the word, or that reader for it
 *  DRAINING -&gt; OFF   a writer that has the word to itself, and has seen all records empty
 *
 *  a reader comes:   bias is ON;  holds = 1;  bias is ON;        else holds = 0, and by the word
 *           leaves:  holds = 0;   bias is DRAINING: wake drainer
 *  a writer comes:   takes the word;  bias is not OFF:  drainer = itself;  bias = DRAINING;
 *                    heavy fence;  sleep until all holds are 0;  bias = OFF
 * </pre>
 *
 * A thread's second hold at the same time goes by the word. Which of its two holds a thread gives
 * back first makes no difference.
 *
 * <p><b>Source.</b> D. Dice and A. Kogan, BRAVO: Biased Locking for Reader-Writer Locks (2019).
 * <b>Differs:</b> a thread's place is its own, so that it takes no atomic operation, for which the
 * writer pays with an {@link AsymmetricFence}; and it counts reads where BRAVO measures time.
 *
 * <p><b>A writer is alone.</b> To show: while a writer has the lock, nobody is in by a record, that
 * is, has found ON at the second look. (1) A second look that falls before the writer's heavy fence
 * follows a write of the record that falls before it, too; so the writer sees that, and waits until
 * it is taken back. (2) One that falls after it finds DRAINING, or what comes after that, which is
 * OFF: ON is set by readers that are counted in the word alone, and the writer has that to itself.
 * (A writer that also reads is counted, but comes in as a writer: that sets nothing.) (3) A writer
 * that finds OFF with the word in its hands need not look: OFF was written by another writer with
 * the word in its hands, and after that one's fence there was nobody by (1) and (2), and no ON. (4)
 * A record that comes into the table meanwhile is there before it is first written; one that is
 * replaced is empty, and its thread has ended.
 *
 * <p><b>Wake rule.</b> A reader that leaves empties its record, then reads {@code bias}, then
 * {@code drainer}. If it read either before the writer's heavy fence, its record was empty before
 * that, and the writer sees it; else it finds both set, and wakes. Who takes its record back wakes
 * as one who leaves. A writer that gives up leaves DRAINING behind: the next one does the same all
 * over.
 *
 * <p><b>Bound for writers.</b> A writer that must wait sets DRAINING after its claim, and who sets
 * ON looks for a claim before and after that, and takes it back: one of the two sees the other. So
 * a reader that comes later than a claim delays the writer only if it comes between these two steps
 * of somebody else, or is stopped between its own two looks.
 *
 * <p><b>Memory ordering.</b> ON is written by a reader that has acquired from the last writer, and
 * acquired by those who come in by it. A record is emptied by a release write, which the draining
 * writer acquires, and the next writers from that one. What is asked of the compiler is what {@link
 * ReadDoor} asks: that it keeps the write of a record before the look that follows.
 */
final class BiasedRwLockWord extends RwLockWord {

    private static final int OFF = 0;
    private static final int ON = 1;
    private static final int DRAINING = 2;

    private static final VarHandle BIAS;
    private static final VarHandle RECORDS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            BIAS = lookup.findVarHandle(BiasedRwLockWord.class, "bias", int.class);
            RECORDS = lookup.findVarHandle(BiasedRwLockWord.class, "records", ReaderRecords.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int bias = OFF;

    /** Set once, if the lock is read often; before the first ON. */
    private volatile @Nullable ReaderRecords records;

    /** The writer that waits for those who hold the lock by a record. */
    private volatile @Nullable ThreadParker drainer;

    private final ReadRate rate = new ReadRate();

    /** How often readers have looked around since the last write; some may be lost. */
    private int looks;

    BiasedRwLockWord() {
        super(FutexWord.allocate());
    }

    // Reading.

    @Override
    boolean tryRead() {
        return enterByRecord() || enterByWord();
    }

    private boolean enterByRecord() {
        if ((int) BIAS.getAcquire(this) != ON) {
            return false;
        }
        ReaderRecord own = ownRecord();
        if (own == null || own.holds() != 0) {
            return false;
        }
        own.setHolds(1);
        if ((int) BIAS.getAcquire(this) == ON) {
            return true;
        }
        leaveBy(own);
        return false;
    }

    private @Nullable ReaderRecord ownRecord() {
        ReaderRecords all = records;
        return all == null ? null : all.find(Thread.currentThread());
    }

    private boolean enterByWord() {
        ReaderRecord own = ownRecord();
        if (own == null) {
            claimRecordIfDue(); // which may fail: before anything is held
        }
        boolean in = super.tryRead();
        if (in && own != null && ReadRate.isTimeToLook(++own.entries)) {
            turnOnUnlessWritten();
        }
        return in;
    }

    private void claimRecordIfDue() {
        if (rate.isDueForRecord()) {
            if (records == null) {
                RECORDS.compareAndSet(this, null, new ReaderRecords());
            }
            requireNonNull(records).claim(Thread.currentThread());
        }
    }

    /**
     * By a reader that is in by the word, every so many reads: more looks than there are records
     * are two by one thread, and all the reads in between.
     */
    private void turnOnUnlessWritten() {
        looks++;
        if (looks > requireNonNull(records).size() && bias != ON && !isClaimed(get())) {
            bias = ON;
            if (isClaimed(get())) {
                turnOff();
            }
        }
    }

    /** By a writer that has claimed the word, or for it: nobody can set OFF meanwhile. */
    private void turnOff() {
        if (bias == ON) {
            bias = DRAINING;
        }
    }

    @Override
    boolean unlockRead() {
        ReaderRecord own = bias == OFF ? null : ownRecord(); // OFF: nobody is in by a record
        if (own == null || own.holds() == 0) {
            return super.unlockRead();
        }
        leaveBy(own);
        return true;
    }

    private void leaveBy(ReaderRecord own) {
        own.setHolds(0);
        if ((int) BIAS.getAcquire(this) == DRAINING) {
            ThreadParker writer = drainer;
            if (writer != null) {
                writer.unpark();
            }
        }
    }

    // Writing.

    /** Disturbs nobody if there is a reader to be seen. */
    @Override
    boolean tryWrite() {
        return (bias == OFF || isDrained()) && super.tryWrite() && drain(false, false, 0, this);
    }

    @Override
    boolean write(boolean interruptible, long deadline, Object blocker) {
        return (super.tryWrite() || awaitWrite(interruptible, deadline, blocker))
                && drain(true, interruptible, deadline, blocker);
    }

    @Override
    boolean awaitReaders(boolean interruptible, long deadline, Object blocker) {
        turnOff();
        return super.awaitReaders(interruptible, deadline, blocker);
    }

    private boolean isDrained() {
        return !requireNonNull(records).isAnyHeld();
    }

    /**
     * By a writer that has the word, and gives it back if it fails: sees to it that nobody holds
     * the lock by a record, and waits for that or does not.
     */
    private boolean drain(boolean waits, boolean interruptible, long deadline, Object blocker) {
        if (bias == OFF) {
            return true;
        }
        boolean drained = false;
        try {
            ThreadParker parker = ThreadParker.current();
            drainer = parker;
            bias = DRAINING;
            AsymmetricFence.heavy();
            drained =
                    isDrained()
                            || (waits && awaitDrained(parker, interruptible, deadline, blocker));
            if (drained) {
                bias = OFF;
            }
        } finally {
            drainer = null;
            if (!drained) {
                super.unlockWrite();
            }
        }
        return drained;
    }

    private boolean awaitDrained(
            ThreadParker parker, boolean interruptible, long deadline, Object blocker) {
        Deadline end = Deadline.atNanoTime(deadline);
        return parker.spinOnCreditUntil(this::isDrained)
                || parker.parkUntil(this::isDrained, interruptible, end, blocker)
                || isDrained(); // a last look
    }

    @Override
    void unlockWrite() {
        if (looks != 0) { // readers share its cache line
            looks = 0;
        }
        super.unlockWrite();
    }

    // Inspection.

    /** About: who is between its looks counts. */
    @Override
    int readLocks() {
        ReaderRecords all = records;
        return super.readLocks() + (all == null ? 0 : all.uncountedHolds());
    }

    @Override
    boolean isWriting() {
        return super.isWriting() && bias == OFF;
    }
}
