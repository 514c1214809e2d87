package org.furwock.futex;

import java.lang.ref.Reference;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.lowlevel.InterruptStatus;
import org.furwock.futex.lowlevel.StackReserve;
import org.jspecify.annotations.Nullable;

/**
 * The steps of every wait beside the sleep. A wait looks at the interrupt status, publishes the
 * blocker, and counts the thread as a waiter of the word. It records an event, keeps the words
 * reachable, and returns early without memory. It allocates nothing by itself.
 */
final class Waits {

    private Waits() {}

    /** Loads the classes that a wait or a wake needs, since loading allocates. */
    static void load() {
        ShortNap.load();
        StackReserve.load();
        Checks.requireWakes(1);
        WaitOptions unusedOptions = WaitOptions.INTERRUPTIBLE;
        FutexOperation unusedOperation = FutexOperation.WAKE;
        WaitResult unusedResult = WaitResult.WOKEN;
    }

    /**
     * Waits at one word.
     *
     * @param deadline when to give up; null for a relative time-out
     * @param timeoutNanos the relative time-out, 0 or more, if there is no deadline
     */
    static WaitResult await(
            FutexWord word,
            int expected,
            @Nullable Deadline deadline,
            long timeoutNanos,
            WaitOptions options,
            @Nullable Object blocker) {
        if (options.interruptible() && InterruptStatus.isSet()) {
            return WaitResult.INTERRUPTED;
        }
        Object published = blocker == null ? word : blocker;
        FutexWaitEvent event = WaitEvents.begin();
        word.beginWait();
        LockSupport.setCurrentBlocker(published);
        try {
            WaitResult result = sleepOrNap(word, expected, deadline, timeoutNanos, options);
            WaitEvents.end(event, operation(options), word, published, result);
            return result;
        } finally {
            LockSupport.setCurrentBlocker(null);
            word.endWait();
            Reference.reachabilityFence(word);
        }
    }

    private static WaitResult sleepOrNap(
            FutexWord word,
            int expected,
            @Nullable Deadline deadline,
            long timeoutNanos,
            WaitOptions options) {
        try {
            return deadline != null
                    ? word.engine().await(word, expected, deadline, options)
                    : word.engine().awaitNanos(word, expected, timeoutNanos, options);
        } catch (OutOfMemoryError e) {
            boolean over = deadline != null ? deadline.isOver() : timeoutNanos == 0;
            return ShortNap.insteadOfWait(options.interruptible(), over);
        }
    }

    private static FutexOperation operation(WaitOptions options) {
        return options.matchesAny() ? FutexOperation.WAIT : FutexOperation.WAIT_BITSET;
    }

    static WaitAnyResult awaitAny(
            FutexWord[] words, int[] expected, Deadline deadline, boolean interruptible) {
        // Loads the class here, not after a sleep, when the heap may be full.
        WaitAnyResult interrupted = WaitAnyResult.of(WaitResult.INTERRUPTED);
        if (interruptible && InterruptStatus.isSet()) {
            return interrupted;
        }
        FutexWord first = words[0];
        FutexWaitEvent event = WaitEvents.begin();
        for (FutexWord word : words) {
            word.beginWait();
        }
        LockSupport.setCurrentBlocker(first);
        try {
            WaitAnyResult result = sleepAnyOrNap(words, expected, deadline, interruptible);
            WaitEvents.end(event, FutexOperation.WAITV, first, first, result);
            return result;
        } finally {
            LockSupport.setCurrentBlocker(null);
            for (FutexWord word : words) {
                word.endWait();
            }
            Reference.reachabilityFence(words);
        }
    }

    private static WaitAnyResult sleepAnyOrNap(
            FutexWord[] words, int[] expected, Deadline deadline, boolean interruptible) {
        try {
            return words[0].engine().awaitAny(words, expected, deadline, interruptible);
        } catch (OutOfMemoryError e) {
            return WaitAnyResult.of(ShortNap.insteadOfWait(interruptible, deadline.isOver()));
        }
    }
}
