package org.furwock.jcstress.semaphore;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.furwock.jcstress.Meeting;
import org.furwock.sync.Semaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * One thread acquires both permits at once, the other one acquires them one by one. The first never
 * holds one permit while it waits for the other, so the two never block each other for ever.
 */
@JCStressTest
@Description(
        "Semaphore: 2 permits, taken both at once or one by one. (least seen twice, at the end)")
@Outcome(
        id = "[012], [012], 2",
        expect = ACCEPTABLE,
        desc = "Never below 0, all are back. Else the watchdog ends the run.")
@Outcome(id = ".*, .*, 2", expect = FORBIDDEN, desc = "The count was negative, or too high.")
@Outcome(expect = FORBIDDEN, desc = "Permits were lost or created.")
@State
public class SemaphorePermits {

    private final Semaphore semaphore = new Semaphore(2);
    private final Meeting meeting = new Meeting();

    @Actor
    public void both(III_Result result) {
        meeting.meet();
        semaphore.acquireUninterruptibly(2);
        result.r1 = semaphore.availablePermits();
        semaphore.release(2);
    }

    @Actor
    public void oneByOne(III_Result result) {
        meeting.meet();
        semaphore.acquireUninterruptibly();
        semaphore.acquireUninterruptibly();
        result.r2 = semaphore.availablePermits();
        semaphore.release();
        semaphore.release();
    }

    @Arbiter
    public void arbiter(III_Result result) {
        result.r3 = semaphore.availablePermits();
    }
}
