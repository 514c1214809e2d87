package org.furwock.futex.parking;

import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.lowlevel.InterruptStatus;

/** The calling thread, virtual or platform, parked until somebody wakes it. */
public final class ParkedThread extends Waiter {

    private final Thread thread = Thread.currentThread();

    /** Made by the thread that will sleep. */
    public ParkedThread() {}

    @Override
    public boolean resume() {
        LockSupport.unpark(thread);
        return true;
    }

    /**
     * Sleeps until woken, or until there is a reason to give up and no wake has come before it.
     *
     * @return why it gave up; without meaning if {@link #outcome()} says that it was woken
     */
    public int sleep(boolean interruptible, Time time) {
        boolean interrupted = false;
        int reason = ParkingLot.INVALID;
        while (isWaiting()) {
            if (interruptible && InterruptStatus.isSet()) {
                reason = ParkingLot.INTERRUPTED;
                cancel();
            } else if (time.isBounded() && time.remaining() <= 0) {
                reason = ParkingLot.TIMED_OUT;
                cancel();
            } else {
                // A set status would turn every park into a spin.
                interrupted |= !interruptible && Thread.interrupted();
                park(time);
            }
        }
        if (interrupted) {
            thread.interrupt();
        }
        return reason;
    }

    private static void park(Time time) {
        try {
            if (time.isBounded()) {
                LockSupport.parkNanos(time.nap());
            } else {
                LockSupport.park();
            }
        } catch (OutOfMemoryError e) { // a virtual thread's park takes some
            Thread.onSpinWait();
        }
    }
}
