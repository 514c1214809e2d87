package org.furwock.futex;

import static java.util.Objects.requireNonNull;

import java.lang.ref.Reference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.lowlevel.InterruptStatus;
import org.jspecify.annotations.Nullable;

/**
 * The operations of {@code futex(2)} on {@link FutexWord}s.
 *
 * <p>A futex is a word that threads change by atomic access, without a system call, as long as no
 * thread has to wait. A thread that has to wait says which value it saw, and the kernel puts it to
 * sleep only if the word still has that value. So a change that was made before the sleep, followed
 * by a wake, is never missed. That comparison under the kernel's lock is the whole of the idea.
 *
 * <p><b>Scope.</b> Every operation follows the scope of its words; operations on two words need two
 * of the same scope.
 *
 * <p><b>Waiting.</b> All forms return a {@link WaitResult} and none throws {@link
 * InterruptedException}: what to do about {@link WaitResult#INTERRUPTED} is the caller's decision,
 * and the interrupt status is still set. The forms with {@code Uninterruptibly} in their name are
 * not ended by an interrupt. Every form may return early for no reason, so it stands in a loop that
 * looks at the word. While a thread waits, its blocker (the given one, else the word) is published
 * for thread dumps, and an event {@code org.furwock.FutexWait} is recorded if the flight recorder
 * asks for it.
 *
 * <p><b>Memory effects.</b> The operations order nothing by themselves that a program could rely
 * on; the accesses to the word do. What a thread wrote before it changed the word is visible to a
 * thread that sees the change.
 *
 * <p><b>Virtual threads</b> do not sleep in the kernel: their carriers stay free. On a SHARED word
 * platform threads do in their place: one for up to 127 of them, or one for each where there is no
 * {@code futex_waitv} (before Linux 5.16, or by a filter) and for a wait with a bitset.
 *
 * <p><b>Fairness.</b> The kernel wakes sleepers of one priority in the order in which they came, in
 * practice; it is no contract.
 *
 * <p><b>Errors.</b> A wrong argument is an {@link IllegalArgumentException} or {@link
 * NullPointerException} before anything is done. A {@link FutexException} says that the kernel
 * refused. A thread's first wait takes some memory, and each wait of a virtual thread: if there is
 * none, a wait returns {@link WaitResult#SPURIOUS} a moment later, and a wake tries again.
 *
 * <p><b>Source.</b> H. Franke, R. Russell, M. Kirkwood: Fuss, Futexes and Furwocks (2002); U.
 * Drepper: Futexes Are Tricky (2011); futex(2), futex(7).
 */
public final class Futex {

    /** The bitset that meets every other. */
    public static final int MATCH_ANY = -1;

    /** The most words that {@link #awaitAny} takes. */
    public static final int MAX_WAIT_ANY = 128;

    static {
        ShortNap.load();
    }

    private Futex() {}

    // Waiting on one word.

    /** FUTEX_WAIT: sleeps while the word is {@code expected}, until woken or interrupted. */
    public static WaitResult await(FutexWord word, int expected) {
        return sleep(word, expected, MATCH_ANY, true, Deadline.NEVER, null);
    }

    /** As {@link #await(FutexWord, int)}, but not beyond an absolute deadline. */
    public static WaitResult await(FutexWord word, int expected, Deadline deadline) {
        return sleep(word, expected, MATCH_ANY, true, deadline, null);
    }

    /**
     * As {@link #await(FutexWord, int)}, but not longer than so many nanoseconds from now.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public static WaitResult awaitNanos(FutexWord word, int expected, long timeoutNanos) {
        return sleep(word, expected, MATCH_ANY, true, Deadline.afterNanos(timeoutNanos), null);
    }

    /**
     * FUTEX_WAIT_BITSET: as {@link #await(FutexWord, int, Deadline)}, woken only by a wake whose
     * bitset meets this one. A plain wake meets every bitset.
     *
     * @throws IllegalArgumentException if the bitset is 0, which no wake meets
     */
    public static WaitResult awaitBitset(
            FutexWord word, int expected, int bitset, Deadline deadline) {
        return sleep(word, expected, requireBits(bitset), true, deadline, null);
    }

    /** FUTEX_WAIT: sleeps while the word is {@code expected}, until woken. */
    public static WaitResult awaitUninterruptibly(FutexWord word, int expected) {
        return sleep(word, expected, MATCH_ANY, false, Deadline.NEVER, null);
    }

    /** As {@link #awaitUninterruptibly(FutexWord, int)}, but not beyond an absolute deadline. */
    public static WaitResult awaitUninterruptibly(FutexWord word, int expected, Deadline deadline) {
        return sleep(word, expected, MATCH_ANY, false, deadline, null);
    }

    /**
     * FUTEX_WAIT with a relative time-out: as {@link #awaitUninterruptibly(FutexWord, int)}, but
     * not longer than so many nanoseconds.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public static WaitResult awaitNanosUninterruptibly(
            FutexWord word, int expected, long timeoutNanos) {
        if (timeoutNanos < 0) {
            throw new IllegalArgumentException(
                    "time-out must not be negative: " + timeoutNanos + " ns");
        }
        Engine engine = word.engine();
        FutexWaitEvent event = WaitEvents.begin();
        word.beginWait();
        LockSupport.setCurrentBlocker(word);
        try {
            WaitResult result = sleepOrNap(engine, word, expected, timeoutNanos);
            WaitEvents.end(event, FutexOperation.WAIT, word, word, result);
            return result;
        } finally {
            LockSupport.setCurrentBlocker(null);
            word.endWait();
            Reference.reachabilityFence(word);
        }
    }

    private static WaitResult sleepOrNap(
            Engine engine, FutexWord word, int expected, long timeoutNanos) {
        try {
            return engine.awaitNanos(word, expected, timeoutNanos);
        } catch (OutOfMemoryError e) { // perhaps later than it seems, but not earlier
            long deadline = Deadline.nanoTimeAfter(timeoutNanos);
            return ShortNap.insteadOfWait(false, deadline, false);
        }
    }

    /**
     * FUTEX_WAIT_BITSET, not ended by an interrupt.
     *
     * @throws IllegalArgumentException if the bitset is 0, which no wake meets
     */
    public static WaitResult awaitBitsetUninterruptibly(
            FutexWord word, int expected, int bitset, Deadline deadline) {
        return sleep(word, expected, requireBits(bitset), false, deadline, null);
    }

    /**
     * The form for those who build locks: all choices at once, and nothing allocated.
     *
     * @param word where to wait
     * @param expected the value at which to sleep
     * @param bitset which wakes to answer, {@link #MATCH_ANY} for all
     * @param interruptible whether an interrupt ends the wait
     * @param deadlineNanos a value of {@link System#nanoTime()}, or {@link Deadline#NEVER_NANOS};
     *     {@link Deadline#nanoTimeAfter} makes one
     * @param blocker what thread dumps show as the reason; an owner that is an {@link
     *     java.util.concurrent.locks.AbstractOwnableSynchronizer} makes deadlocks visible; null for
     *     the word
     * @throws IllegalArgumentException if the bitset is 0
     */
    public static WaitResult await(
            FutexWord word,
            int expected,
            int bitset,
            boolean interruptible,
            long deadlineNanos,
            @Nullable Object blocker) {
        requireBits(bitset);
        return sleep(word, expected, bitset, interruptible, deadlineNanos, false, blocker);
    }

    /**
     * As {@link #await(FutexWord, int, int, boolean, long, Object)}, with a deadline on either
     * clock.
     *
     * @throws IllegalArgumentException if the bitset is 0
     */
    public static WaitResult await(
            FutexWord word,
            int expected,
            int bitset,
            boolean interruptible,
            Deadline deadline,
            @Nullable Object blocker) {
        return sleep(word, expected, requireBits(bitset), interruptible, deadline, blocker);
    }

    private static WaitResult sleep(
            FutexWord word,
            int expected,
            int bitset,
            boolean interruptible,
            Deadline deadline,
            @Nullable Object blocker) {
        boolean realtime = deadline.isRealtime();
        return sleep(word, expected, bitset, interruptible, deadline.nanos(), realtime, blocker);
    }

    private static WaitResult sleep(
            FutexWord word,
            int expected,
            int bitset,
            boolean interruptible,
            long deadline,
            boolean realtime,
            @Nullable Object blocker) {
        if (interruptible && InterruptStatus.isSet()) {
            return WaitResult.INTERRUPTED;
        }
        Object published = blocker == null ? word : blocker;
        FutexWaitEvent event = WaitEvents.begin();
        word.beginWait();
        LockSupport.setCurrentBlocker(published);
        try {
            WaitResult result =
                    sleepOrNap(word, expected, bitset, interruptible, deadline, realtime);
            WaitEvents.end(event, operation(bitset), word, published, result);
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
            int bitset,
            boolean interruptible,
            long deadline,
            boolean realtime) {
        try {
            return word.engine().await(word, expected, bitset, interruptible, deadline, realtime);
        } catch (OutOfMemoryError e) {
            return ShortNap.insteadOfWait(interruptible, deadline, realtime);
        }
    }

    private static FutexOperation operation(int bitset) {
        return bitset == MATCH_ANY ? FutexOperation.WAIT : FutexOperation.WAIT_BITSET;
    }

    // Waiting on many words.

    /**
     * {@code futex_waitv}: sleeps while every word has its expected value, until one of them is
     * woken, the deadline passes, or the thread is interrupted.
     *
     * <p>Where the kernel does not have the call (before Linux 5.16), or a filter refuses it, the
     * thread is parked, and if a word is SHARED, a thread for each word waits in its place.
     *
     * @param words 1 to {@value #MAX_WAIT_ANY} words; scopes may differ, and a word may stand there
     *     more than once
     * @param expected the value of each
     * @throws IllegalArgumentException if there are no words, too many, or not as many values
     */
    public static WaitAnyResult awaitAny(FutexWord[] words, int[] expected, Deadline deadline) {
        return sleepAny(words, expected, true, deadline);
    }

    /** As {@link #awaitAny}, not ended by an interrupt. */
    public static WaitAnyResult awaitAnyUninterruptibly(
            FutexWord[] words, int[] expected, Deadline deadline) {
        return sleepAny(words, expected, false, deadline);
    }

    private static WaitAnyResult sleepAny(
            FutexWord[] words, int[] expected, boolean interruptible, Deadline deadline) {
        requireVector(words, expected);
        boolean realtime = deadline.isRealtime();
        if (interruptible && InterruptStatus.isSet()) {
            return WaitAnyResult.of(WaitResult.INTERRUPTED);
        }
        FutexWord first = words[0];
        FutexWaitEvent event = WaitEvents.begin();
        for (FutexWord word : words) {
            word.beginWait();
        }
        LockSupport.setCurrentBlocker(first);
        try {
            WaitAnyResult result =
                    sleepAnyOrNap(words, expected, interruptible, deadline.nanos(), realtime);
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
            FutexWord[] words,
            int[] expected,
            boolean interruptible,
            long deadline,
            boolean realtime) {
        try {
            return words[0].engine().awaitAny(words, expected, interruptible, deadline, realtime);
        } catch (OutOfMemoryError e) {
            return WaitAnyResult.of(ShortNap.insteadOfWait(interruptible, deadline, realtime));
        }
    }

    private static void requireVector(FutexWord[] words, int[] expected) {
        if (words.length < 1 || words.length > MAX_WAIT_ANY) {
            throw new IllegalArgumentException(
                    "there must be 1 to " + MAX_WAIT_ANY + " words, and are " + words.length);
        }
        if (expected.length != words.length) {
            throw new IllegalArgumentException(
                    "there are " + words.length + " words but " + expected.length + " values");
        }
        for (int i = 0; i < words.length; i++) {
            if (words[i] == null) {
                throw new NullPointerException("words[" + i + "]");
            }
        }
    }

    /**
     * Waits without a thread: the future completes when the word is woken, or does not have the
     * expected value. It takes the place that FUTEX_FD once had.
     *
     * <p>A future that is cancelled, or completed by somebody else, swallows no wake. Stages that
     * follow without {@code Async} in their name may run on the waking thread or on one that serves
     * others, and must not block. The word is kept reachable until the future is complete. On a
     * SHARED word, one thread waits for up to 127 futures, or for one where there is no {@code
     * futex_waitv}.
     */
    public static CompletableFuture<WaitResult> awaitAsync(FutexWord word, int expected) {
        CompletableFuture<WaitResult> future = word.engine().awaitAsync(word, expected);
        word.beginWait();
        CompletableFuture<WaitResult> unused =
                future.whenComplete((result, failure) -> word.endWait());
        return future;
    }

    // Waking.

    /**
     * FUTEX_WAKE: wakes up to so many of those who wait at the word.
     *
     * @return how many were woken
     * @throws IllegalArgumentException if {@code count} is less than 1 (the kernel would wake one)
     */
    public static int wake(FutexWord word, int count) {
        requireCount("count", count);
        return wakeSurely(word, count, MATCH_ANY);
    }

    /** FUTEX_WAKE: wakes all who wait at the word; how many. */
    public static int wakeAll(FutexWord word) {
        return wake(word, Integer.MAX_VALUE);
    }

    /**
     * FUTEX_WAKE_BITSET: wakes up to so many of those who wait at the word with a bitset that meets
     * this one. A wait without a bitset meets every one.
     *
     * @return how many were woken
     * @throws IllegalArgumentException if {@code count} is less than 1 (the kernel would wake one),
     *     or the bitset is 0
     */
    public static int wakeBitset(FutexWord word, int count, int bitset) {
        requireCount("count", count);
        requireBits(bitset);
        return wakeSurely(word, count, bitset);
    }

    /** A wake that is left out, for want of memory, is missed for ever: so it waits for some. */
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
     * FUTEX_REQUEUE: wakes some who wait at one word and lets others wait at another instead.
     * Change the first word before: on a SHARED one, those who wait without a thread of their own
     * may go back to it as long as it has the value that they saw.
     *
     * @param wake how many to wake at the most, 0 or more
     * @param requeue how many of the rest to move at the most, 0 or more
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
     * FUTEX_CMP_REQUEUE: as {@link #requeue}, if the first word has the expected value, which is
     * compared in the same step.
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
     * old value passes the test. If it fails, the second word has not changed.
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
     * How many sleep at the word now, found by requeueing all of them to where they are. For tests,
     * diagnosis and inspection: the number may be old when it arrives.
     *
     * <p>Counts who is asleep, not who is about to be.
     */
    public static int sleepers(FutexWord word) {
        try {
            return word.engine().sleepers(word);
        } finally {
            Reference.reachabilityFence(word);
        }
    }

    // Priority inheritance. The word holds the owner's kernel thread id.

    /**
     * FUTEX_LOCK_PI: locks the word, lending the caller's priority to the owner while it waits. Not
     * ended by an interrupt. The word must be 0 or have been locked in this way; the caller may
     * first try to change it from 0 to {@link #threadId()} by itself.
     *
     * @param deadline on the wall clock; a monotonic one needs FUTEX_LOCK_PI2 (Linux 5.14)
     * @throws UnsupportedOperationException on a virtual thread, and in emulation
     */
    public static PiLockResult lockPi(FutexWord word, Deadline deadline) {
        word.beginWait();
        try {
            return word.engine().lockPi(word, deadline.nanos(), deadline.isRealtime());
        } finally {
            word.endWait();
            Reference.reachabilityFence(word);
        }
    }

    /**
     * FUTEX_LOCK_PI2: as {@link #lockPi}, with a deadline on either clock.
     *
     * @throws UnsupportedOperationException on a virtual thread, and in emulation
     */
    public static PiLockResult lockPi2(FutexWord word, Deadline deadline) {
        word.beginWait();
        try {
            return word.engine().lockPi2(word, deadline.nanos(), deadline.isRealtime());
        } finally {
            word.endWait();
            Reference.reachabilityFence(word);
        }
    }

    /**
     * FUTEX_TRYLOCK_PI: locks the word if nobody has it.
     *
     * @throws UnsupportedOperationException on a virtual thread, and in emulation
     */
    public static PiLockResult tryLockPi(FutexWord word) {
        try {
            return word.engine().tryLockPi(word);
        } finally {
            Reference.reachabilityFence(word);
        }
    }

    /**
     * FUTEX_UNLOCK_PI: gives the word to the waiter with the highest priority, or frees it. The
     * caller may first try to change it from {@link #threadId()} to 0 by itself.
     *
     * @throws UnsupportedOperationException on a virtual thread, and in emulation
     */
    public static PiUnlockResult unlockPi(FutexWord word) {
        try {
            return word.engine().unlockPi(word);
        } finally {
            Reference.reachabilityFence(word);
        }
    }

    /**
     * The calling thread's id in the kernel, which is what the word of a priority-inheriting lock
     * holds.
     *
     * @throws UnsupportedOperationException on a virtual thread, and in emulation
     */
    public static int threadId() {
        return Engines.current().threadId();
    }

    /**
     * FUTEX_FD, which is listed so that nobody looks for it in vain.
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

    /** Without the value, since the memory may be gone. */
    private static String describe(FutexWord word) {
        return word.scope() + " 0x" + Long.toHexString(word.address());
    }

    private static int requireBits(int bitset) {
        if (bitset == 0) {
            throw new IllegalArgumentException("bitset must not be 0: no wake would meet it");
        }
        return bitset;
    }

    private static void requireCount(String what, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    what + " must be at least 1 (the kernel takes less for 1), and is " + count);
        }
    }

    private static void requireRequeue(FutexWord from, FutexWord to, int wake, int requeue) {
        requireSameScope(from, to);
        if (wake < 0 || requeue < 0) {
            throw new IllegalArgumentException(
                    "counts must not be negative: wake " + wake + ", requeue " + requeue);
        }
    }

    private static void requireSameScope(FutexWord one, FutexWord other) {
        if (one.scope() != other.scope()) {
            throw new IllegalArgumentException(
                    "words must have the same scope: " + describe(one) + " and " + describe(other));
        }
        if (!one.engine().equals(other.engine())) {
            throw new IllegalArgumentException(
                    "words must have the same engine: "
                            + describe(one)
                            + " and "
                            + describe(other));
        }
    }
}
