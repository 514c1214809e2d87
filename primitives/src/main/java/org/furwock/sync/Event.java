package org.furwock.sync;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.TimeUnit;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;
import org.furwock.futex.lowlevel.StackReserve;
import org.furwock.waiting.Backoff;
import org.furwock.waiting.Interrupts;
import org.furwock.waiting.ShortWait;

/**
 * An event: threads wait until another thread sets it.
 *
 * <p><b>Contract.</b> With {@link Reset#MANUAL}, a set event lets every thread through until it is
 * reset. {@link #set} releases all waiters, even if a reset follows at once. With {@link
 * Reset#AUTO}, a set event lets one thread through, which resets it. To set it again before that
 * changes nothing. An interrupt ends {@link #await()} and {@link #await(long, TimeUnit)} with an
 * {@link InterruptedException}, and the event stays as it is; {@link #awaitUninterruptibly()} keeps
 * the interrupt status for later. If the event is set at the moment of the interrupt or the
 * deadline, the thread may go through. Time-outs are measured on the clock of {@link
 * System#nanoTime()} and never end early. What happened before a set is visible to every thread
 * that goes through after it, even if the event was already set.
 *
 * <p><b>Fairness.</b> None: with AUTO, a newcomer may go through before a woken waiter, which then
 * waits again.
 *
 * <p><b>Virtual threads</b> wait without their carriers. <b>Between processes</b>, with a SHARED
 * word, all of this holds. But if a process dies while it waits with AUTO, it may have consumed a
 * wake. Then other waiters sleep on until the event is set again.
 *
 * <p><b>Algorithm.</b> The word:
 *
 * <pre>
 *  bits   name        meaning                      set by      cleared by
 *  0      SET         it has happened              set         reset; AUTO: one that goes through
 *  1      AWAITED     a thread may wait            a waiter    set
 *  2-31   GENERATION  how often it was set; wraps  set
 * </pre>
 *
 * With MANUAL, a waiter goes through if it finds SET, or another generation than at the beginning
 * of its wait. With AUTO, a thread goes through by clearing SET.
 *
 * <p><b>Source.</b> The event of U. Drepper's Futexes Are Tricky, which shows how to lose a
 * wake-up, and the events of Windows. <b>Differs:</b> the generation lets a woken waiter through
 * even after a reset. To set an event without waiters makes no system call.
 *
 * <p><b>Wake rule.</b> A waiter sleeps on a value without SET and with AWAITED, which it has set or
 * found. Only {@link #set} clears AWAITED. It changes the generation in the same step, and then
 * wakes: with MANUAL all, with AUTO one. The woken waiter does not know of others, so it sets
 * AWAITED again, whether it goes through or sleeps again. So while a thread sleeps with AUTO,
 * AWAITED is set, or a woken waiter is on its way. A waiter that has slept may have consumed a
 * wake. So it sets AWAITED again before it gives up, even if its deadline is near: the next set
 * then wakes another. The generation wraps: with MANUAL, a waiter that is delayed while the event
 * is set exactly 2<sup>30</sup> times would sleep on.
 *
 * <p><b>Before a sleep</b> a waiter spins for a moment, and then yields as long as that tends to
 * pay ({@code Backoff}). So if another thread or process answers quickly, the waiter does not
 * sleep.
 *
 * <p><b>Stack.</b> A set makes sure of the stack for its wake before it changes the word ({@code
 * StackReserve}): a {@link StackOverflowError} leaves the event as it was.
 *
 * <p><b>Set and unlock in one call.</b> FUTEX_WAKE_OP changes the second of two words, and wakes at
 * both. The mutex's word is the second: the kernel swaps in FREE, and sees whether a thread sleeps
 * there. The event is set before the call, since the kernel cannot do a compare-and-set. Threads
 * may see the event early, but not the free mutex. No wake is lost. A waiter for the event sleeps
 * on a value that is replaced before the kernel looks for sleepers. A waiter for the mutex sleeps
 * on CONTENDED. The kernel replaces that value with its queue locked, and wakes one if it found
 * CONTENDED. If the mutex is not contended, or the kernel refuses the operation (which changes
 * nothing), an ordinary unlock and a wake of the event follow. If no thread waits for the event, an
 * ordinary unlock is enough.
 *
 * <p><b>Memory ordering.</b> Changes are volatile, and so is every read that lets a thread through:
 * the compare-and-set in set releases, and the read that finds it acquires. The reads of a waiter
 * that stays awake are opaque: a volatile read follows. Set makes a compare-and-set even if the
 * event is already set. With a read alone, a thread that clears SET afterwards could miss what the
 * setter wrote before.
 *
 * @since 1.0
 */
public final class Event {

    private static final int SET = 1;
    private static final int AWAITED = 2;
    private static final int ONE_GENERATION = 4;
    private static final int GENERATION = -ONE_GENERATION;

    /** What resets an event. */
    public enum Reset {
        /** The thread that goes through resets it. */
        AUTO,
        /** A call of {@link Event#reset()} resets it. */
        MANUAL
    }

    private final Reset mode;
    private final FutexWord word;

    /** An event for the threads of this process, not set. */
    public Event(Reset mode) {
        this(mode, FutexWord.allocate());
    }

    /**
     * An event on a given word.
     *
     * @param mode the same for all that use the word
     * @param word 0 when the event is first used; belongs to the event from then on
     */
    public Event(Reset mode, FutexWord word) {
        this.mode = requireNonNull(mode, "mode");
        this.word = requireNonNull(word, "word");
    }

    /** Sets the event: with MANUAL for all, with AUTO for one. Does nothing if it is set. */
    public void set() {
        StackReserve.forRelease();
        if (markSet()) {
            Futex.wake(word, wakes());
        }
    }

    /**
     * Sets the event and unlocks a mutex, as {@link #set()} and then {@link Mutex#unlock()} do, but
     * wakes the waiters of the event after the mutex is free. So no waiter wakes up and must wait
     * for a mutex that the caller still holds. It usually makes one system call at most.
     *
     * @param mutex held by the caller; its word has the scope of the event's
     * @throws IllegalMonitorStateException if the caller does not hold the mutex, or is a predicate
     *     that the mutex evaluates; nothing is done then
     * @throws IllegalArgumentException if the scopes differ; nothing is done then
     */
    public void setAndUnlock(Mutex mutex) {
        if (mutex.word().scope() != word.scope()) {
            throw new IllegalArgumentException(
                    "the mutex is " + mutex.word().scope() + " and the event " + word.scope());
        }
        mutex.requireOwner();
        mutex.requireNoPredicate();
        // More than the unlock needs, since the unlock must not fail after the set.
        StackReserve.forAcquire();
        if (markSet()) {
            mutex.unlockAndWake(word, wakes());
        } else {
            mutex.unlock();
        }
    }

    /** Resets the event. With MANUAL, waiters that an earlier set has released still go through. */
    public void reset() {
        word.getAndBitwiseAnd(~SET);
    }

    /**
     * Waits until the event is set, unless the thread is or gets interrupted.
     *
     * @throws InterruptedException if the thread is or gets interrupted
     */
    public void await() throws InterruptedException {
        Interrupts.check();
        if (!pass(true, Deadline.NEVER)) {
            throw Interrupts.consume();
        }
    }

    /** Waits until the event is set. */
    public void awaitUninterruptibly() {
        pass(false, Deadline.NEVER);
    }

    /**
     * Waits until the event is set, within a time, unless the thread is or gets interrupted. A time
     * of 0 or less is a try.
     *
     * @return whether the event let the thread through
     * @throws InterruptedException if the thread is or gets interrupted
     */
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(time);
        Interrupts.check();
        boolean passed = pass(true, Deadline.ofTimeout(nanos));
        if (!passed) {
            Interrupts.check();
        }
        return passed;
    }

    /** Whether the event is set. With AUTO, another thread may clear it at any moment. */
    public boolean isSet() {
        return (word.get() & SET) != 0;
    }

    // The word.

    /** Sets the event; returns whether a thread must be woken. */
    private boolean markSet() {
        int seen;
        int next;
        do {
            seen = word.get();
            boolean isSet = (seen & SET) != 0;
            next = isSet ? seen : (seen & GENERATION) + ONE_GENERATION + SET;
        } while (!word.compareAndSet(seen, next));
        return (seen & AWAITED) != 0;
    }

    private int wakes() {
        return mode == Reset.MANUAL ? Integer.MAX_VALUE : 1;
    }

    /** Whether the thread was let through; if not, the deadline passed or it was interrupted. */
    private boolean pass(boolean interruptible, Deadline deadline) {
        StackReserve.forAcquire();
        int begun = word.get() & GENERATION;
        int others = 0;
        boolean mayWait = true;
        boolean awake = true;
        for (; ; ) {
            int seen = word.get();
            int asleep = seen | AWAITED;
            if (mode == Reset.MANUAL && isSetSince(begun, seen)) {
                return true;
            }
            if ((seen & SET) != 0) {
                if (word.compareAndSet(seen, (seen & ~SET) | others)) {
                    return true;
                }
            } else if (!mayWait) {
                return false;
            } else if (awake) {
                awake = false;
                stayAwake(seen, deadline);
            } else if (others == 0 && ShortWait.isNear(deadline)) {
                WaitResult result = ShortWait.watch(word, seen, interruptible, deadline);
                mayWait = result == WaitResult.VALUE_CHANGED;
            } else if (seen == asleep || word.compareAndSet(seen, asleep)) {
                mayWait = sleep(asleep, interruptible, deadline);
                others = AWAITED;
            }
        }
    }

    private static boolean isSetSince(int generation, int seen) {
        return (seen & SET) != 0 || (seen & GENERATION) != generation;
    }

    private void stayAwake(int seen, Deadline deadline) {
        Backoff backoff = Backoff.current().start(deadline);
        while (word.getOpaque() == seen && backoff.pause()) {}
        backoff.end(word.getOpaque() != seen);
    }

    /** Sleeps while the word has this value; false if the caller must give up. */
    private boolean sleep(int seen, boolean interruptible, Deadline deadline) {
        WaitResult result = Futex.await(word, seen, deadline, WaitOptions.of(interruptible), this);
        return result != WaitResult.INTERRUPTED && result != WaitResult.TIMED_OUT;
    }

    @Override
    public String toString() {
        return super.toString() + "[" + mode + ", " + (isSet() ? "Set" : "Not set") + "]";
    }
}
