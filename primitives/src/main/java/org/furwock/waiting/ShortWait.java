package org.furwock.waiting;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;
import org.furwock.futex.lowlevel.InterruptStatus;
import org.jspecify.annotations.Nullable;

/**
 * Waits that are too short for a sleep. A thread whose deadline is nearer than {@link
 * WaitPolicy#SHORTEST_SLEEP} watches the word instead of entering the kernel. It does not announce
 * itself in the word, so no thread wakes it. It consumes no wake that is meant for another thread.
 */
public final class ShortWait {

    private ShortWait() {}

    /** Whether a wait until the deadline is too short for a sleep. */
    public static boolean isNear(Deadline deadline) {
        return deadline != Deadline.NEVER && deadline.remainingNanos() <= WaitPolicy.SHORTEST_SLEEP;
    }

    /** Whether a wait must end: by the deadline, or by an interrupt if it is interruptible. */
    public static boolean isOver(boolean interruptible, Deadline deadline) {
        return (interruptible && InterruptStatus.isSet()) || deadline.isOver();
    }

    /** Waits awake, for a deadline that is near, until the word changes. */
    public static WaitResult watch(
            FutexWord word, int seen, boolean interruptible, Deadline deadline) {
        while (word.getOpaque() == seen) {
            if (interruptible && InterruptStatus.isSet()) {
                return WaitResult.INTERRUPTED;
            }
            if (deadline.isOver()) {
                return WaitResult.TIMED_OUT;
            }
            Thread.onSpinWait();
        }
        return WaitResult.VALUE_CHANGED;
    }

    /**
     * Waits as {@link Futex#await(FutexWord, int, Deadline, WaitOptions, Object)} does, or awake if
     * the deadline is near.
     */
    public static WaitResult await(
            FutexWord word,
            int seen,
            Deadline deadline,
            WaitOptions options,
            @Nullable Object blocker) {
        return isNear(deadline)
                ? watch(word, seen, options.interruptible(), deadline)
                : Futex.await(word, seen, deadline, options, blocker);
    }
}
