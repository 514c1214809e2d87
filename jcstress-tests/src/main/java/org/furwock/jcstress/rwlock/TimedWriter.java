package org.furwock.jcstress.rwlock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.furwock.jcstress.ThirdThread;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Outcome;

/**
 * Scenario: a writer waits behind a reader, and a second reader waits behind the writer. When the
 * writer gives up, the second reader may enter, and must be woken.
 */
@Description("Read-write lock: a writer that times out strands no reader. (in time, free again)")
@Outcome(id = "(true|false), true", expect = ACCEPTABLE, desc = "All came through. Else it hangs.")
@Outcome(expect = FORBIDDEN, desc = "All have left, but the lock is not free.")
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public abstract class TimedWriter {

    private static final int MAX_HOLD_TURNS = 3000;
    private static final int MAX_WAIT_NANOS = 60_000;

    private final ReadWriteLock lock;
    private final Meeting meeting = new Meeting();

    protected TimedWriter(ReadWriteLock lock) {
        this.lock = lock;
    }

    protected final void read() {
        lock.readLock().lock();
        meeting.meet();
        ThirdThread second =
                ThirdThread.start(
                        () -> {
                            lock.readLock().lock();
                            lock.readLock().unlock();
                        });
        Pace.dawdle(MAX_HOLD_TURNS);
        lock.readLock().unlock();
        second.join();
    }

    protected final boolean write() {
        meeting.meet();
        long nanos = ThreadLocalRandom.current().nextInt(MAX_WAIT_NANOS);
        try {
            boolean inTime = lock.writeLock().tryLock(nanos, TimeUnit.NANOSECONDS);
            if (inTime) {
                lock.writeLock().unlock();
            }
            return inTime;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    protected final boolean isFree() {
        return lock.writeLock().tryLock();
    }
}
