package org.furwock.jcstress.rwlock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.furwock.jcstress.ThirdThread;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Outcome;

/** Scenario: two writers and a reader sleep. Each kind has a wake of its own. */
@Description("Read-write lock: no lost wake-up among two writers and a reader.")
@Outcome(
        id = "2, [012]",
        expect = ACCEPTABLE,
        desc = "All came through. Else the watchdog ends it.")
@Outcome(expect = FORBIDDEN, desc = "Two writers were inside at once.")
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public abstract class ReadersCrowd {

    private static final int LONG_ENOUGH_FOR_TWO_TO_SLEEP = 1500;

    private final ReadWriteLock lock;
    private final Meeting meeting = new Meeting();
    private int counter;
    private int seen;

    protected ReadersCrowd(ReadWriteLock lock) {
        this.lock = lock;
    }

    protected final void writeWithThird() {
        ThirdThread third = ThirdThread.start(this::read);
        write();
        third.join();
    }

    protected final void write() {
        meeting.meet();
        inside(lock.writeLock(), 1);
    }

    private void read() {
        seen = inside(lock.readLock(), 0);
    }

    private int inside(Lock side, int addition) {
        side.lock();
        int before = counter;
        Pace.dawdle(LONG_ENOUGH_FOR_TWO_TO_SLEEP);
        if (addition != 0) {
            counter = before + addition;
        }
        side.unlock();
        return before;
    }

    protected final int counter() {
        return counter;
    }

    protected final int seen() {
        return seen;
    }
}
