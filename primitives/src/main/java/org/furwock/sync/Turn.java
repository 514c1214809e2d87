package org.furwock.sync;

import org.furwock.futex.Deadline;
import org.furwock.futex.WaitResult;
import org.furwock.sync.LockQueue.Waiter;

/**
 * One thread's way from the end of a lock's queue to the lock.
 *
 * <p><b>Who is served, and when.</b> With more threads than cores, a lock is fastest if few threads
 * run and the others stay asleep; it need only not stay so for long.
 *
 * <ul>
 *   <li>An heir that has been woken and comes too late, since the holder has come back, does not
 *       ask to be woken each time: it naps, and looks again by itself, which costs the holder
 *       nothing. Should the holder stay away just then, the lock is free for the rest of the nap:
 *       {@value #LONGEST_NAP} ns at most, and the kernel's timer slack.
 *   <li>An heir for whom this has gone on for {@value #LONGEST_LINE} ns demands the lock, and gets
 *       it from the next release, past everybody else. So nobody is passed over for ever: who has n
 *       waiters before it waits for at most n + 1 such times, and holds.
 *   <li>In a fair queue nobody naps. Who waits yields before it sleeps, as long as that pays: its
 *       turn may come sooner than a wake would.
 *   <li>So it is with one that a condition has sent. Those that were sent all at once take the lock
 *       in whatever place they are, if they find it free, but in a fair queue: they are woken a few
 *       at a time, and whichever gets a processor first goes on. Each would else wait for the wake
 *       of the next.
 * </ul>
 *
 * <p><b>Source.</b> Measurements on a grid of threads, sections and pauses. That few should run is
 * from D. Dice, Malthusian Locks.
 */
final class Turn {

    /** In nanoseconds; little more than the timer slack. */
    private static final long FIRST_NAP = 60_000;

    private static final long LONGEST_NAP = 250_000;

    /** How long an heir puts up with others, in nanoseconds. */
    private static final long LONGEST_LINE = 500_000;

    private final QueuedLock lock;
    private final Waiter waiter;
    private final ThreadParker parker;

    /** Whether the holder is known to come back again and again. */
    private boolean churns;

    /** Whether it need not be the heir. */
    private boolean barges;

    /** When it was the heir for the first time; 0 if it was not yet. */
    private long heirSince;

    private long nap = FIRST_NAP;

    Turn(QueuedLock lock, Waiter waiter, boolean churns) {
        this.lock = lock;
        this.waiter = waiter;
        this.parker = waiter.parker();
        this.churns = churns;
    }

    /** Whether the lock was acquired; if not, the deadline passed or the thread was interrupted. */
    boolean await(boolean fair, boolean interruptible, Deadline deadline) {
        boolean entered = false;
        barges = !fair && waiter.isOfMany;
        try {
            entered = tryEnter();
            boolean patient = true;
            while (!entered && patient) {
                WaitResult result = sleep(fair, interruptible, deadline);
                churns |= result == WaitResult.WOKEN;
                // Out of time, but the lock may have become free during a nap.
                boolean late = result == WaitResult.TIMED_OUT && !mayEnter();
                patient = !late && !(interruptible && Thread.currentThread().isInterrupted());
                entered = patient && tryEnter();
            }
        } finally {
            if (!entered) {
                lock.giveUp(waiter);
            }
        }
        return entered;
    }

    private boolean tryEnter() {
        boolean entered = waiter.status == Waiter.GRANTED || (mayTry() && lock.tryAcquire());
        if (entered) {
            lock.enter(waiter);
        }
        return entered;
    }

    private WaitResult sleep(boolean fair, boolean interruptible, Deadline deadline) {
        boolean stayed =
                barges
                        ? parker.maySpin() && parker.spinUntil(this::mayEnter)
                        : (fair || waiter.wasSignalled)
                                && parker.forTurn.yieldUntil(this::mayEnter);
        if (stayed) {
            return WaitResult.SPURIOUS;
        }
        if (lock.isHeir(waiter)) {
            boolean demands = demands();
            if (churns && !demands && !fair && !waiter.wasSignalled) {
                return nap(interruptible, deadline);
            }
            if (demands) {
                lock.demand(waiter);
            }
            lock.arm();
            if (mayEnter() || (demands && parker.forTurn.yieldUntil(this::mayEnter))) {
                return WaitResult.SPURIOUS;
            }
        }
        return parker.park(interruptible, deadline, lock);
    }

    private boolean mayEnter() {
        return waiter.status == Waiter.GRANTED || (mayTry() && !lock.isHeld());
    }

    private boolean mayTry() {
        return barges || lock.isHeir(waiter);
    }

    private boolean demands() {
        long now = System.nanoTime();
        heirSince = heirSince == 0 ? now : heirSince;
        return now - heirSince > LONGEST_LINE;
    }

    private WaitResult nap(boolean interruptible, Deadline deadline) {
        Deadline end = Deadline.afterNanos(nap);
        boolean last = deadline != Deadline.NEVER && deadline.nanos() - end.nanos() < 0;
        WaitResult result = parker.park(interruptible, last ? deadline : end, lock);
        nap = Math.min(LONGEST_NAP, 2 * nap);
        return result == WaitResult.TIMED_OUT && !last ? WaitResult.SPURIOUS : result;
    }
}
