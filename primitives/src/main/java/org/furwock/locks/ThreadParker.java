package org.furwock.locks;

import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.Deadline;
import org.furwock.futex.EngineInfo;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;
import org.furwock.futex.lowlevel.AsymmetricFence;
import org.furwock.futex.lowlevel.InterruptStatus;
import org.furwock.futex.lowlevel.KernelSleep;
import org.furwock.futex.lowlevel.PerThread;
import org.furwock.waiting.Choice;
import org.furwock.waiting.WaitPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Where a platform thread sleeps, for any lock: at a futex word of its own. So a lock needs no
 * memory outside the heap. With {@code -Dfurwock.sleep=park} the thread sleeps by {@link
 * LockSupport} instead. A thread that must not sleep in the kernel ({@link KernelSleep}) has no
 * {@code ThreadParker}, and always sleeps by LockSupport.
 *
 * <p><b>Algorithm.</b> The word is PARKED while its thread sleeps or is about to, NOTIFIED if an
 * unpark came that no park has used up, and EMPTY otherwise. An unpark makes a system call only if
 * it finds PARKED.
 *
 * <p><b>Contract.</b> A park may return for no reason, or because of an unpark that was meant for
 * an earlier wait. Every caller looks again.
 *
 * <p><b>Source.</b> The futex parker of Rust's standard library. <b>Differs</b> from {@link
 * org.furwock.sync.Parker}: only one thread ever parks here, so parking is one addition.
 *
 * <p><b>Spin credit.</b> A thread may spin for a lock while it has credit. It earns as much credit
 * as time passes since its last spin, up to {@link WaitPolicy#SPIN_CREDIT}. For each spin it pays
 * the time that the spin took, and {@link WaitPolicy#COLLISION}. So threads that wait longer for
 * each other than they work stop spinning: they are faster if they run one at a time.
 */
final class ThreadParker {

    private static final int PARKED = -1;
    private static final int EMPTY = 0;
    private static final int NOTIFIED = 1;

    /** Sleeps without a limit beside the deadline. */
    static final long NO_LIMIT = Long.MAX_VALUE;

    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    /** How platform threads sleep: the values of the property. */
    enum Sleep {
        FUTEX,
        PARK
    }

    /** Initialized by the first thread that sleeps, after the engine has been started. */
    private static final class Usual {

        static final Sleep SLEEP = Choice.of(KernelSleep.PROPERTY, usualSleep());

        static { // Loads the fence now: a later sleep may come in a full heap.
            if (!ReleaseMode.fenced) {
                boolean unused = AsymmetricFence.isAvailable();
            }
        }

        /**
         * Emulated futexes sleep by LockSupport, too, and their wakes allocate: they have no
         * advantage.
         */
        private static Sleep usualSleep() {
            return EngineInfo.current().reachesKernel() ? Sleep.FUTEX : Sleep.PARK;
        }
    }

    private static final PerThread<ThreadParker> CURRENT = new PerThread<>(ThreadParker::new);

    /** Links what {@link #pause} uses, which allocates: it must work in a full heap. */
    private static final WaitResult PAUSED = WaitResult.SPURIOUS;

    static {
        LockSupport.parkNanos(0);
    }

    /** Weak, as {@link PerThread} requires. A thread that sleeps is reachable. */
    private final WeakReference<Thread> thread = new WeakReference<>(Thread.currentThread());

    private final @Nullable FutexWord word =
            Usual.SLEEP == Sleep.FUTEX ? FutexWord.allocateForWaiter() : null;

    private long credit = WaitPolicy.SPIN_CREDIT;
    private long creditSince;

    private ThreadParker() {}

    /**
     * The calling thread's parker; null if the thread must not sleep in the kernel. Also null while
     * the engine is being started: the caller may be the thread that starts it, or that thread may
     * wait for the caller.
     */
    static @Nullable ThreadParker current() {
        if (!KernelSleep.isAllowed()) {
            return null;
        }
        return EngineInfo.tryStart() ? CURRENT.get() : null;
    }

    // Sleeping.

    /** Whether it sleeps at its futex word. */
    boolean sleepsByFutex() {
        return word != null;
    }

    /**
     * Called by its thread: sleeps until unparked. Returns at once if it was unparked before, or if
     * the deadline has passed.
     *
     * @return WOKEN, TIMED_OUT, INTERRUPTED or SPURIOUS; TIMED_OUT and INTERRUPTED only if no
     *     unpark was used up
     */
    WaitResult park(boolean interruptible, Deadline deadline, Object blocker) {
        return deadline.isOver()
                ? WaitResult.TIMED_OUT
                : park(interruptible, deadline, NO_LIMIT, blocker);
    }

    /**
     * Called by its thread: as {@link #park(boolean, Deadline, Object)}, for at most so many
     * nanoseconds. Allocates nothing.
     *
     * @param most {@link #NO_LIMIT} to sleep until the deadline; otherwise a time that ends before
     *     the deadline
     */
    WaitResult park(boolean interruptible, Deadline deadline, long most, Object blocker) {
        if (word == null) {
            return parkThread(interruptible, deadline, most, blocker);
        }
        WaitOptions options = WaitOptions.of(interruptible);
        if (word.getAndAdd(-1) == NOTIFIED) { // NOTIFIED -> EMPTY, or EMPTY -> PARKED
            return WaitResult.WOKEN;
        }
        WaitResult result = WaitResult.SPURIOUS;
        boolean notified;
        try {
            result =
                    most == NO_LIMIT
                            ? Futex.await(word, PARKED, deadline, options, blocker)
                            : Futex.awaitNanos(word, PARKED, most, options, blocker);
        } finally {
            notified = word.getAndSet(EMPTY) == NOTIFIED; // PARKED or NOTIFIED -> EMPTY
        }
        return notified ? WaitResult.WOKEN : result;
    }

    /** Called by any thread: ends the present park, or else the next one. */
    void unpark() {
        if (word == null) {
            LockSupport.unpark(thread.get());
        } else if (word.getAndSet(NOTIFIED) == PARKED) { // any -> NOTIFIED
            Futex.wake(word, 1);
        }
    }

    /**
     * As {@link #park(boolean, Deadline, long, Object)}, by {@link LockSupport}. After a time-out
     * it is not known whether an unpark was used up. An interrupt ends every such park at once, so
     * an uninterruptible caller clears the status first and restores it afterwards.
     */
    static WaitResult parkThread(
            boolean interruptible, Deadline deadline, long most, Object blocker) {
        if (interruptible && InterruptStatus.isSet()) {
            return WaitResult.INTERRUPTED;
        }
        boolean sliced = most != NO_LIMIT;
        long start = sliced ? System.nanoTime() : 0;
        long nanos = sliced ? most : deadline.remainingNanos();
        if (nanos <= 0) {
            return WaitResult.TIMED_OUT;
        }
        if (!sliced && deadline == Deadline.NEVER) {
            LockSupport.park(blocker);
        } else if (sliced || deadline.clock() == Deadline.Clock.MONOTONIC) {
            LockSupport.parkNanos(blocker, nanos);
        } else {
            LockSupport.parkUntil(blocker, (deadline.nanos() + MILLISECOND - 1) / MILLISECOND);
        }
        if (interruptible && InterruptStatus.isSet()) {
            return WaitResult.INTERRUPTED;
        }
        boolean over = sliced ? System.nanoTime() - start >= most : deadline.isOver();
        return over ? WaitResult.TIMED_OUT : WaitResult.WOKEN;
    }

    /** Whether the deadline is too near for a sleep, or has passed. */
    static boolean isNear(Deadline deadline) {
        return deadline != Deadline.NEVER && deadline.remainingNanos() < WaitPolicy.SHORTEST_SLEEP;
    }

    /**
     * Spins for a moment in place of a sleep until a deadline that {@linkplain #isNear is near}.
     */
    static WaitResult spinTowards(Deadline deadline) {
        Thread.onSpinWait();
        return deadline.isOver() ? WaitResult.TIMED_OUT : WaitResult.SPURIOUS;
    }

    /**
     * Called by a thread without memory for a place where a waker would find it: sleeps for a
     * moment.
     *
     * @return SPURIOUS if the caller is to look again; TIMED_OUT; or INTERRUPTED
     */
    static WaitResult pause(boolean interruptible, Deadline deadline) {
        if (interruptible && InterruptStatus.isSet()) {
            return WaitResult.INTERRUPTED;
        }
        if (deadline.isOver()) {
            return WaitResult.TIMED_OUT;
        }
        boolean interrupted = Thread.interrupted(); // the status would end the pause at once
        LockSupport.parkNanos(WaitPolicy.OUT_OF_MEMORY_PAUSE);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return PAUSED;
    }

    // Spinning.

    /** Called by its thread: whether it may spin now. */
    boolean maySpin() {
        long now = System.nanoTime();
        credit = Math.min(WaitPolicy.SPIN_CREDIT, credit + now - creditSince);
        creditSince = now;
        return credit > 0;
    }

    /** Called by its thread, after a spin that ended now. */
    void paySpin(long now) {
        credit -= now - creditSince + WaitPolicy.COLLISION;
        creditSince = now;
    }
}
