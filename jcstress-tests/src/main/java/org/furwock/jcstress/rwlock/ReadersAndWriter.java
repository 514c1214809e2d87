package org.furwock.jcstress.rwlock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.locks.ReadWriteLock;
import org.furwock.futex.FutexWord;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.III_Result;

/** Scenario: a writer writes three places, and a reader reads them. */
@Description("Read-write lock: a reader sees all of what a writer wrote, or nothing.")
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "The reader was first.")
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writer was first: all of it is seen.")
@Outcome(expect = FORBIDDEN, desc = "Both were inside, or the order of the writes is lost.")
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public abstract class ReadersAndWriter {

    private final ReadWriteLock lock;
    private int field;
    private final int[] array = new int[1];
    private final FutexWord offHeap = FutexWord.allocate();

    protected ReadersAndWriter(ReadWriteLock lock) {
        this.lock = lock;
    }

    protected final void write() {
        lock.writeLock().lock();
        field = 1;
        array[0] = 1;
        offHeap.setPlain(1);
        lock.writeLock().unlock();
    }

    protected final void read(III_Result result) {
        lock.readLock().lock();
        result.r3 = offHeap.getPlain();
        result.r2 = array[0];
        result.r1 = field;
        lock.readLock().unlock();
    }
}
