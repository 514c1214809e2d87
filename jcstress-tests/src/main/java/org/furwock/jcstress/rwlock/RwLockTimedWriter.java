package org.furwock.jcstress.rwlock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.furwock.jcstress.ThirdThread;
import org.furwock.sync.RwLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A writer waits behind a reader, and a second reader waits behind the writer. When the writer
 * gives up, nobody keeps the second reader out any more, and somebody must tell it.
 */
@JCStressTest
@Description("Read-write lock: a writer that times out strands no reader. (in time, free again)")
@Outcome(id = "(true|false), true", expect = ACCEPTABLE, desc = "All came through. Else it hangs.")
@Outcome(expect = FORBIDDEN, desc = "All have left, and it is not free.")
@State
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public class RwLockTimedWriter {

    private static final int MAX_HOLD_TURNS = 3000;
    private static final int MAX_WAIT_NANOS = 60_000;

    private final RwLock lock = new RwLock();
    private final Meeting meeting = new Meeting();

    @Actor
    public void readers() {
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

    @Actor
    public void writer(ZZ_Result result) {
        meeting.meet();
        long nanos = ThreadLocalRandom.current().nextInt(MAX_WAIT_NANOS);
        try {
            result.r1 = lock.writeLock().tryLock(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (result.r1) {
            lock.writeLock().unlock();
        }
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        result.r2 = lock.writeLock().tryLock();
    }
}
