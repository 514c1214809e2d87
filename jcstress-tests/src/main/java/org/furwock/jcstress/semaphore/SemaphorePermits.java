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
 * One thread wants both permits at once, the other one takes them one by one: the first cannot hold
 * one of them while it waits for the other, so that they never block each other for ever.
 */
@JCStressTest
@Description(
        "Semaphore: 2 permits, taken both at once or one by one. (least seen twice, at the end)")
@Outcome(
        id = "[012], [012], 2",
        expect = ACCEPTABLE,
        desc = "Never below 0, and all are back. Else the watchdog ends the run.")
@Outcome(id = ".*, .*, 2", expect = FORBIDDEN, desc = "There were less than none, or too many.")
@Outcome(expect = FORBIDDEN, desc = "Permits were lost or made.")
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
