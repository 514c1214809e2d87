package org.furwock.futex;

import static java.util.Objects.requireNonNull;
import static org.furwock.futex.Checks.requireCount;
import static org.furwock.futex.Checks.requireNoBitset;
import static org.furwock.futex.Checks.requireRequeue;
import static org.furwock.futex.Checks.requireSameScope;
import static org.furwock.futex.Checks.requireTimeout;
import static org.furwock.futex.Checks.requireVector;
import static org.furwock.futex.Checks.requireWakes;

import java.lang.ref.Reference;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The operations of {@code futex(2)} on {@link FutexWord}s.
 *
 * <p>A futex is a word that threads change by atomic access, without a system call, as long as no
 * thread has to wait. A thread that has to wait says which value it saw, and the kernel puts it to
 * sleep only if the word still has that value. The kernel compares under a lock, so a thread never
 * misses a change that is followed by a wake.
 *
 * <p><b>Scope.</b> Every operation follows the scope of its words. The two words of an operation
 * must have the same scope.
 *
 * <p><b>Waiting.</b> Every form returns a {@link WaitResult}, and none throws {@link
 * InterruptedException}: the caller decides what to do about {@link WaitResult#INTERRUPTED}, and
 * the interrupt status is still set. With {@link WaitOptions#UNINTERRUPTIBLE} an interrupt does not
 * end the wait. Every wait may return spuriously, so call it in a loop that reads the word. While a
 * thread waits, thread dumps show its blocker: the given one, or else the word. If the flight
 * recorder has the event enabled, each wait is recorded as {@code org.furwock.FutexWait}.
 *
 * <p><b>Memory effects.</b> Do not rely on the operations to order memory: the accesses to the word
 * do that. What a thread wrote before it changed the word is visible to a thread that sees the
 * change.
 *
 * <p><b>Virtual threads</b> do not sleep in the kernel, so their carriers stay free. On a SHARED
 * word, platform threads sleep in their place: one thread for up to 127 virtual threads. A wait
 * with a bitset takes a thread of its own, as does every wait if the kernel has no {@code
 * futex_waitv} (before Linux 5.16) or a filter refuses it.
 *
 * <p><b>Fairness.</b> In practice the kernel wakes sleepers of the same priority in the order in
 * which they came. Do not rely on it.
 *
 * <p><b>Errors.</b> A wrong argument causes an {@link IllegalArgumentException} or {@link
 * NullPointerException}, and the operation does nothing. A {@link FutexException} means that the
 * kernel refused the call. A thread's first wait, and each wait of a virtual thread, allocates some
 * memory. Without memory, a wait returns {@link WaitResult#SPURIOUS} a moment later, and a wake
 * tries again until it succeeds.
 *
 * <p><b>Source.</b> H. Franke, R. Russell, M. Kirkwood: Fuss, Futexes and Furwocks (2002); U.
 * Drepper: Futexes Are Tricky (2011); futex(2), futex(7).
 *
 * @since 1.0
 */
public final class Futex {

    /** The bitset that matches every other bitset. */
    public static final int MATCH_ANY = -1;

    /** The most words that {@link #awaitAny} takes. */
    public static final int MAX_WAIT_ANY = 128;

    static {
        Waits.load();
    }

    private Futex() {}

    /** Makes this class ready, while there is memory for that. */
    static void load() {}

    // Waiting on one word.

    /** FUTEX_WAIT: sleeps while the word is {@code expected}, until woken or interrupted. */
    public static WaitResult await(FutexWord word, int expected) {
        return Waits.await(word, expected, Deadline.NEVER, 0, WaitOptions.INTERRUPTIBLE, null);
    }

    /** As {@link #await(FutexWord, int)}, but not beyond a deadline. */
    public static WaitResult await(FutexWord word, int expected, Deadline deadline) {
        return await(word, expected, deadline, WaitOptions.INTERRUPTIBLE, null);
    }

    /**
     * FUTEX_WAIT_BITSET: as {@link #await(FutexWord, int, Deadline)}, with a bitset, not ended by
     * an interrupt, or both, as the options say. A plain wake matches every bitset.
     */
    public static WaitResult await(
            FutexWord word, int expected, Deadline deadline, WaitOptions options) {
        return await(word, expected, deadline, options, null);
    }

    /**
     * As {@link #await(FutexWord, int, Deadline, WaitOptions)}, for builders of locks.
     *
     * @param blocker what thread dumps show as the reason; if it is an {@link
     *     java.util.concurrent.locks.AbstractOwnableSynchronizer}, tools find deadlocks through its
     *     owner; null for the word
     */
    public static WaitResult await(
            FutexWord word,
            int expected,
            Deadline deadline,
            WaitOptions options,
            @Nullable Object blocker) {
        return Waits.await(
                word, expected, requireNonNull(deadline, "deadline"), 0, options, blocker);
    }

    /**
     * FUTEX_WAIT with a relative time-out: as {@link #await(FutexWord, int, Deadline, WaitOptions,
     * Object)}, but not longer than this many nanoseconds from now. For naps: it allocates no
     * deadline.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public static WaitResult awaitNanos(
            FutexWord word,
            int expected,
            long timeoutNanos,
            WaitOptions options,
            @Nullable Object blocker) {
        requireTimeout(timeoutNanos);
        return Waits.await(word, expected, null, timeoutNanos, options, blocker);
    }

    // Waiting on many words.

    /**
     * {@code futex_waitv}: sleeps while every word has its expected value, until one of them is
     * woken, the deadline passes, or the thread is interrupted.
     *
     * <p>If the kernel does not have the call (before Linux 5.16), or a filter refuses it, the
     * thread is parked. If a word is SHARED, one helper thread for each word then sleeps in its
     * place.
     *
     * @param words 1 to {@value #MAX_WAIT_ANY} words; scopes may differ, and a word may occur more
     *     than once
     * @param expected the value of each
     * @throws IllegalArgumentException if there are no words, too many words, or a different number
     *     of values
     */
    public static WaitAnyResult awaitAny(FutexWord[] words, int[] expected, Deadline deadline) {
        return awaitAny(words, expected, deadline, WaitOptions.INTERRUPTIBLE);
    }

    /**
     * As {@link #awaitAny(FutexWord[], int[], Deadline)}, not ended by an interrupt if the options
     * say so.
     *
     * @throws IllegalArgumentException also if the options have a bitset
     */
    public static WaitAnyResult awaitAny(
            FutexWord[] words, int[] expected, Deadline deadline, WaitOptions options) {
        requireVector(words, expected);
        requireNoBitset(options);
        requireNonNull(deadline, "deadline");
        return Waits.awaitAny(words, expected, deadline, options.interruptible());
    }

    /**
     * Waits without a thread: the future completes when the word is woken, or at once if the word
     * does not have the expected value. It replaces FUTEX_FD.
     *
     * <p>A future that the program cancels or completes consumes no wake. Dependent stages without
     * {@code Async} in their name may run on the waking thread, or on a thread that serves other
     * waiters, and must not block. The word stays reachable until the future is complete. On a
     * SHARED word, one helper thread sleeps for up to 127 futures, or for one if there is no {@code
     * futex_waitv}.
     */
    public static CompletableFuture<WaitResult> awaitAsync(FutexWord word, int expected) {
        word.beginWait(); // before the waiter exists: from here on its region must not be closed
        boolean ends = false;
        try {
            CompletableFuture<WaitResult> future = word.engine().awaitAsync(word, expected);
            CompletableFuture<WaitResult> unused =
                    future.whenComplete((result, failure) -> word.endWait());
            ends = true;
            return future;
        } finally {
            if (!ends) {
                word.endWait();
            }
        }
    }

    // Waking.

    /**
     * FUTEX_WAKE: wakes at most this many waiters.
     *
     * @return how many were woken
     * @throws IllegalArgumentException if {@code count} is less than 1 (the kernel would wake one)
     */
    public static int wake(FutexWord word, int count) {
        requireWakes(count);
        return wakeSurely(word, count, MATCH_ANY);
    }

    /** FUTEX_WAKE: wakes all waiters, and returns how many. */
    public static int wakeAll(FutexWord word) {
        return wake(word, Integer.MAX_VALUE);
    }

    /**
     * FUTEX_WAKE_BITSET: wakes at most this many of the waiters whose bitset has a bit in common
     * with this one. A wait without a bitset matches every wake.
     *
     * @return how many were woken
     * @throws IllegalArgumentException if {@code count} is less than 1 (the kernel would wake one),
     *     or the bitset is 0
     */
    public static int wakeBitset(FutexWord word, int count, int bitset) {
        requireWakes(count);
        WaitOptions.requireBits(bitset);
        return wakeSurely(word, count, bitset);
    }

    /**
     * If a wake failed for want of memory, it would be lost. So this waits until there is memory.
     */
    static int wakeSurely(FutexWord word, int count, int bitset) {
        while (true) {
            try {
                return word.engine().wake(word, count, bitset);
            } catch (OutOfMemoryError e) {
                ShortNap.take();
            } finally {
                Reference.reachabilityFence(word);
            }
        }
    }

    /**
     * FUTEX_REQUEUE: wakes some waiters of one word and moves others to another word. Change the
     * first word before the call: on a SHARED word, virtual threads and futures may go back to it
     * as long as it has the value that they saw.
     *
     * @param wake the most waiters to wake, 0 or more
     * @param requeue the most of the other waiters to move, 0 or more
     * @throws IllegalArgumentException if a count is negative or the scopes differ
     */
    public static RequeueResult requeue(FutexWord from, FutexWord to, int wake, int requeue) {
        requireRequeue(from, to, wake, requeue);
        try {
            return from.engine().requeue(from, to, wake, requeue);
        } finally {
            Reference.reachabilityFence(from);
            Reference.reachabilityFence(to);
        }
    }

    /**
     * FUTEX_CMP_REQUEUE: as {@link #requeue}, if the first word has the expected value. The
     * comparison is part of the same atomic step.
     *
     * @throws IllegalArgumentException if a count is negative or the scopes differ
     */
    public static RequeueResult cmpRequeue(
            FutexWord from, int expected, FutexWord to, int wake, int requeue) {
        requireRequeue(from, to, wake, requeue);
        try {
            return from.engine().cmpRequeue(from, expected, to, wake, requeue);
        } finally {
            Reference.reachabilityFence(from);
            Reference.reachabilityFence(to);
        }
    }

    /**
     * FUTEX_WAKE_OP: changes the second word, wakes at the first, and wakes at the second if its
     * old value passes the test. If this throws, the second word has not changed.
     *
     * @param word where to wake
     * @param wake how many to wake there, 1 or more
     * @param second the word to change
     * @param wakeSecond how many to wake there, 1 or more, if {@code op}'s comparison holds
     * @return how many were woken at both
     * @throws IllegalArgumentException if a count is less than 1 (the kernel would wake one) or the
     *     scopes differ
     */
    public static int wakeOp(
            FutexWord word, int wake, FutexWord second, int wakeSecond, WakeOp op) {
        requireCount("wake", wake);
        requireCount("wakeSecond", wakeSecond);
        requireSameScope(word, second);
        requireNonNull(op, "op");
        try {
            return word.engine().wakeOp(word, wake, second, wakeSecond, op);
        } finally {
            Reference.reachabilityFence(word);
            Reference.reachabilityFence(second);
        }
    }

    /**
     * How many waiters sleep at the word now, found by requeueing all of them to the same word. For
     * tests, diagnosis and inspection: the number may be out of date when this returns.
     *
     * <p>A thread that is about to sleep does not count.
     */
    public static int sleepers(FutexWord word) {
        try {
            return word.engine().sleepers(word);
        } finally {
            Reference.reachabilityFence(word);
        }
    }

    /**
     * FUTEX_FD, listed for completeness: Linux has removed it.
     *
     * @throws UnsupportedOperationException always
     */
    public static int fd(FutexWord word, int signal) {
        throw new UnsupportedOperationException(
                "FUTEX_FD was removed in Linux 2.6.26, because it could not be used without losing"
                        + " wake-ups: wait on several words with Futex.awaitAny (futex_waitv), or"
                        + " without a thread with Futex.awaitAsync; word "
                        + word
                        + ", signal "
                        + signal);
    }
}
