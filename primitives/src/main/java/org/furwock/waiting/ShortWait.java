package org.furwock.waiting;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitResult;
import org.furwock.futex.lowlevel.InterruptStatus;
import org.jspecify.annotations.Nullable;

/**
 * Waits that are too short for a sleep. A thread whose deadline is nearer than {@link
 * WaitPolicy#SHORTEST_SLEEP} watches the word instead of entering the kernel, and leaves no mark in
 * it, so that nobody wakes it. It takes no wake that is meant for another thread.
 *
 * <p>Deadlines are values of {@link System#nanoTime()}, or {@link Deadline#NEVER_NANOS}.
 */
public final class ShortWait {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private ShortWait() {}

    /** Whether a wait until the deadline is too short for a sleep. */
    public static boolean isNear(long deadline) {
        return deadline != Deadline.NEVER_NANOS
                && deadline - System.nanoTime() <= WaitPolicy.SHORTEST_SLEEP;
    }

    /** Whether a wait must end: by the deadline, or by an interrupt if it is interruptible. */
    public static boolean isOver(boolean interruptible, long deadline) {
        return (interruptible && InterruptStatus.isSet())
                || (deadline != Deadline.NEVER_NANOS && System.nanoTime() - deadline >= 0);
    }

    /** Waits awake, for a deadline that is near, until the word changes. */
    public static WaitResult watch(FutexWord word, int seen, boolean interruptible, long deadline) {
        while (word.getOpaque() == seen) {
            if (interruptible && InterruptStatus.isSet()) {
                return WaitResult.INTERRUPTED;
            }
            if (System.nanoTime() - deadline >= 0) {
                return WaitResult.TIMED_OUT;
            }
            Thread.onSpinWait();
        }
        return WaitResult.VALUE_CHANGED;
    }

    /**
     * Waits as {@link Futex#await(FutexWord, int, int, boolean, long, Object)} does, or awake if
     * the deadline is near.
     */
    public static WaitResult await(
            FutexWord word,
            int seen,
            int bitset,
            boolean interruptible,
            long deadline,
            @Nullable Object blocker) {
        return isNear(deadline)
                ? watch(word, seen, interruptible, deadline)
                : Futex.await(word, seen, bitset, interruptible, deadline, blocker);
    }

    /** A deadline on either clock as a value of {@link System#nanoTime()}; not an early one. */
    public static long nanoTimeOf(Deadline deadline) {
        if (deadline.clock() == Deadline.Clock.MONOTONIC) {
            return deadline.nanos();
        }
        // Milliseconds are rounded down: the time left is never too short.
        long left = deadline.nanos() - NANOS_PER_MILLI * System.currentTimeMillis();
        return Deadline.nanoTimeAfter(left);
    }
}
