package org.furwock.sync;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitResult;

/**
 * Where a thread sleeps in the queues of this package: on a word of its own, whatever it waits for,
 * so that a lock needs no memory outside the heap. It also keeps what the thread has learned about
 * waiting awake.
 *
 * <p><b>Algorithm.</b> The word is EMPTY, NOTIFIED if an unpark has come that no park has used, or
 * PARKED while its thread sleeps or is about to. An unpark costs a system call only if it finds
 * PARKED. One that comes late, for a wait that is over, makes a later park return early: every
 * caller looks again.
 *
 * <p><b>Source.</b> The futex parker of Rust's standard library. <b>Differs</b> from {@link
 * Parker}, which is for everybody: only one thread ever parks here, so that parking is one
 * addition, and it may return for no reason.
 *
 * <p><b>Waiting awake.</b> On two counts a thread may put off its sleep, and each stops by itself
 * when it does not pay. <i>Spinning</i> for a lock that is about to be free is paid from the time
 * that the thread has worked since: where threads would wait longer for each other than they work,
 * they are better served one at a time, and the credit runs out. <i>Yielding</i> until a turn or a
 * signal comes grows with success and shrinks with failure ({@link Patience}).
 */
final class ThreadParker {

    private static final int PARKED = -1;
    private static final int EMPTY = 0;
    private static final int NOTIFIED = 1;

    /** How long it spins at most, in nanoseconds. */
    private static final long LONGEST_SPIN =
            Runtime.getRuntime().availableProcessors() > 1 ? 1_000 : 0;

    /** The most that a thread saves up, in nanoseconds: so much it can lose by one wrong guess. */
    private static final long CREDIT_LIMIT = 1_000;

    /**
     * What a collision costs both sides beyond the time waited, in nanoseconds: the lock's cache
     * line goes to and fro.
     */
    private static final long COLLISION = 600;

    /** How long one stays away that has no memory to wait with, in nanoseconds. */
    private static final long PAUSE = 1_000_000;

    /** At which nobody ever parks. */
    static final ThreadParker NOBODY = new ThreadParker();

    private static final ThreadLocal<ThreadParker> CURRENT =
            ThreadLocal.withInitial(ThreadParker::new);

    private final FutexWord word = FutexWord.allocate();

    /** For turns in a fair queue, and for signals. */
    final Patience forTurn = new Patience();

    final Patience forSignal = new Patience();

    private long credit = CREDIT_LIMIT;
    private long creditSince;

    private ThreadParker() {}

    /** The calling thread's. */
    static ThreadParker current() {
        return CURRENT.get();
    }

    /**
     * By its thread: sleeps until unparked, and not at all if that has happened already.
     *
     * @return WOKEN, TIMED_OUT, INTERRUPTED or SPURIOUS; the middle two only if no unpark was used
     *     up
     */
    WaitResult park(boolean interruptible, Deadline deadline, Object blocker) {
        if (word.getAndAdd(-1) == NOTIFIED) { // NOTIFIED -> EMPTY, or EMPTY -> PARKED
            return WaitResult.WOKEN;
        }
        WaitResult result = WaitResult.SPURIOUS;
        boolean notified;
        try {
            result = Futex.await(word, PARKED, Futex.MATCH_ANY, interruptible, deadline, blocker);
        } finally {
            notified = word.getAndSet(EMPTY) == NOTIFIED; // PARKED or NOTIFIED -> EMPTY
        }
        return notified ? WaitResult.WOKEN : result;
    }

    /**
     * By its thread: sleeps until a condition is true, which it looks at first and after each wake.
     *
     * @return whether it was; if not, the deadline passed or the thread was interrupted
     */
    boolean parkUntil(
            BooleanSupplier condition, boolean interruptible, Deadline deadline, Object blocker) {
        boolean met = condition.getAsBoolean();
        boolean patient = true;
        while (!met && patient) {
            WaitResult result = park(interruptible, deadline, blocker);
            patient =
                    result != WaitResult.TIMED_OUT
                            && !(interruptible && Thread.currentThread().isInterrupted());
            met = patient && condition.getAsBoolean();
        }
        return met;
    }

    /** By anybody: ends the park of this moment, or the next one. */
    void unpark() {
        if (word.getAndSet(NOTIFIED) == PARKED) { // any -> NOTIFIED
            Futex.wake(word, 1);
        }
    }

    /**
     * By one that has no memory to be found by a waker: stays away for a moment.
     *
     * @return SPURIOUS to look again, or TIMED_OUT or INTERRUPTED
     */
    static WaitResult pause(boolean interruptible, Deadline deadline) {
        boolean interrupted = Thread.currentThread().isInterrupted();
        if (interruptible && interrupted) {
            return WaitResult.INTERRUPTED;
        }
        long now =
                deadline.clock() == Deadline.Clock.MONOTONIC
                        ? System.nanoTime()
                        : TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        if (deadline != Deadline.NEVER && deadline.nanos() - now <= 0) {
            return WaitResult.TIMED_OUT;
        }
        if (interrupted) {
            Thread.yield(); // it would not be parked
        } else {
            LockSupport.parkNanos(PAUSE);
        }
        return WaitResult.SPURIOUS;
    }

    /** By its thread: whether it may spin. */
    boolean maySpin() {
        long now = System.nanoTime();
        credit = Math.min(CREDIT_LIMIT, credit + now - creditSince);
        creditSince = now;
        return credit > 0;
    }

    /** By its thread, if it may spin: whether the condition came true meanwhile. */
    boolean spinUntil(BooleanSupplier condition) {
        long start = System.nanoTime();
        boolean met;
        long now;
        do {
            Thread.onSpinWait();
            met = condition.getAsBoolean();
            now = System.nanoTime();
        } while (!met && now - start < LONGEST_SPIN);
        credit -= now - creditSince + COLLISION;
        creditSince = now;
        return met;
    }

    /** By its thread, also if it may not: for what is about to come, whoever waits for it. */
    boolean spinOnCreditUntil(BooleanSupplier condition) {
        maySpin(); // books what it has earned
        return spinUntil(condition);
    }
}
