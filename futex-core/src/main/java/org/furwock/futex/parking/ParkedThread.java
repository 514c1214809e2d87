package org.furwock.futex.parking;

import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.Deadline;
import org.furwock.futex.lowlevel.InterruptStatus;

/** The calling thread, virtual or platform, parked until it is woken. */
public final class ParkedThread extends Waiter {

    // The wall clock may be set while a thread sleeps, and nothing tells the thread.
    private static final long WALL_CLOCK_SLICE = 100_000_000L;

    private final Thread thread = Thread.currentThread();

    /** Call this on the thread that will sleep. */
    public ParkedThread() {}

    @Override
    public boolean resume() {
        LockSupport.unpark(thread);
        return true;
    }

    /**
     * Sleeps until woken, or until there is a reason to give up before a wake.
     *
     * @return why it gave up; meaningless if {@link #outcome()} says that it was woken
     */
    public int sleep(boolean interruptible, Deadline deadline) {
        boolean interrupted = false;
        int reason = ParkingLot.INVALID;
        while (isWaiting()) {
            if (interruptible && InterruptStatus.isSet()) {
                reason = ParkingLot.INTERRUPTED;
                cancel();
            } else if (deadline.isOver()) {
                reason = ParkingLot.TIMED_OUT;
                cancel();
            } else {
                // With the status set, every park would return at once.
                interrupted |= !interruptible && Thread.interrupted();
                park(deadline);
            }
        }
        if (interrupted) {
            thread.interrupt();
        }
        return reason;
    }

    private static void park(Deadline deadline) {
        try {
            if (deadline == Deadline.NEVER) {
                LockSupport.park();
            } else {
                LockSupport.parkNanos(nap(deadline));
            }
        } catch (OutOfMemoryError e) { // a virtual thread's park takes memory
            Thread.onSpinWait();
        }
    }

    /** How long to sleep before the next look at the clock. */
    private static long nap(Deadline deadline) {
        long remaining = deadline.remainingNanos();
        return deadline.clock() == Deadline.Clock.REALTIME
                ? Math.min(remaining, WALL_CLOCK_SLICE)
                : remaining;
    }
}
