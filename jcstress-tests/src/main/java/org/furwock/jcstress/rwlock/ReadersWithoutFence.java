package org.furwock.jcstress.rwlock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.locks.ReadWriteLock;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * Scenario: a reader enters without a fence, and a writer runs the fence for it. Only a lock that
 * has been read often lets readers enter without a fence. So all samples share one lock, and each
 * sample reads it often enough to keep that mode.
 *
 * <p>The case that needs the fence must occur: the reader is inside, and its slot is not written
 * yet. A processor writes in order, so the slot waits behind writes to memory that is in no cache.
 */
@Description("Read-write lock: a writer and a reader that has no fence. (a whole write)")
@Outcome(id = "true", expect = ACCEPTABLE, desc = "The reader saw a write, or none.")
@Outcome(id = "false", expect = FORBIDDEN, desc = "Both were inside: it saw half of a write.")
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public abstract class ReadersWithoutFence {

    private static final int MANY_READS_FOR_A_WRITE = 3000;

    private static final int READER_TURNS = 40;
    private static final int WRITER_TURNS = 20;
    private static final int LATE_TURNS = 150;

    private static int first;
    private static int second;

    private final Meeting meeting = new Meeting();
    private final ReadWriteLock lock;

    /** Reads and writes under a lock that all samples share. */
    protected ReadersWithoutFence(ReadWriteLock lock) {
        this.lock = lock;
    }

    protected final void write() {
        meeting.meet();
        Pace.dawdle(LATE_TURNS);
        lock.writeLock().lock();
        first++;
        Pace.dawdle(WRITER_TURNS);
        second++;
        lock.writeLock().unlock();
    }

    protected final void read(Z_Result result) {
        boolean whole = true;
        for (int i = 0; i < MANY_READS_FOR_A_WRITE; i++) {
            whole &= isWhole(0);
        }
        meeting.meet();
        Pace.delayStores();
        result.r1 = isWhole(READER_TURNS) && whole;
    }

    private boolean isWhole(int turns) {
        lock.readLock().lock();
        int seen = first;
        if (turns > 0) {
            Pace.dawdle(turns);
        }
        boolean whole = seen == second;
        try {
            lock.readLock().unlock();
        } catch (IllegalMonitorStateException e) {
            whole = false; // the writer has missed this reader
        }
        return whole;
    }
}
