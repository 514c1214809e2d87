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
 * Something that has happened or has not, and that threads can wait for.
 *
 * <p><b>Contract.</b> With {@link Reset#MANUAL}, an event that is set lets every thread through
 * until it is reset, and setting it releases all waiters, even if a reset follows at once. With
 * {@link Reset#AUTO}, an event that is set lets one thread through, which resets it; setting it
 * again before that changes nothing. An interrupt ends {@link #await()} and {@link #await(long,
 * TimeUnit)} with an {@link InterruptedException}, and nothing is taken from the event; {@link
 * #awaitUninterruptibly()} keeps the interrupt status for later. If the event is set at the same
 * moment as the interrupt or the deadline comes, the thread may go through. Time-outs are measured
 * on the clock of {@link System#nanoTime()} and never end early. What happened before a set is
 * visible to every thread that goes through after it, also if the event was set already.
 *
 * <p><b>Fairness.</b> None: with AUTO, a newcomer may go through before one that was woken, which
 * then waits again.
 *
 * <p><b>Virtual threads</b> wait without their carriers. <b>Between processes</b>, with a SHARED
 * word, all of this holds; a process that dies while it waits with AUTO may take along the wake
 * that was meant for another, until the event is set again.
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
 * With MANUAL, a waiter goes through if it finds SET, or another generation than when it came. With
 * AUTO, one goes through by clearing SET.
 *
 * <p><b>Source.</b> The event of U. Drepper's Futexes Are Tricky, which shows how to lose a
 * wake-up, and the events of Windows. <b>Differs:</b> the generation, without which a reset could
 * catch up with a waiter that has been woken; and setting an event without waiters makes no system
 * call.
 *
 * <p><b>Wake rule.</b> A waiter sleeps on a value without SET and with AWAITED, which it has put
 * there or found. Only set takes AWAITED away, changes the generation with it, and wakes: with
 * MANUAL all, with AUTO one. That one does not know whether there are others, so it puts AWAITED
 * back, whether it goes through or must sleep again. So as long as a thread sleeps with AUTO, the
 * bit is there, or one that was woken is on its way. A waiter that has slept may have used up a
 * wake for nothing, so it gives up only after it has put AWAITED back, even if its deadline is
 * near: a waiter that gives up has used up no wake, or leaves AWAITED for the next set. The
 * generation wraps around: with MANUAL, a thread that stands still while the event is set exactly
 * 2<sup>30</sup> times would sleep on.
 *
 * <p><b>Before a sleep</b> a waiter spins for a moment, and yields as long as that tends to pay
 * ({@code Backoff}): the answer of a quick peer, in this process or another, comes without a sleep.
 *
 * <p><b>Set and unlock in one call.</b> FUTEX_WAKE_OP changes one word, the second, and wakes at
 * both. The mutex's is the second: it becomes free by the kernel's swap, which also says whether a
 * thread sleeps there. The event is set before the call: that takes a compare-and-set that can
 * fail, which the kernel cannot do, and may be seen early, while the mutex must be released last.
 * Nothing is lost. A waiter for the event sleeps on a value that set has replaced before the kernel
 * looks for sleepers. A waiter for the mutex sleeps on CONTENDED, and the kernel replaces that with
 * the queue locked and wakes one if that is what it found. If the mutex is not contended, an
 * ordinary unlock and one wake are left, as where the kernel refuses the operation, which then has
 * changed nothing; if no thread waits for the event, an ordinary unlock is left.
 *
 * <p><b>Memory ordering.</b> Changes are volatile, and so is every read that lets a thread through:
 * the compare-and-set in set releases, the read that finds it acquires. The reads of a waiter that
 * stays awake are opaque: they say no more than that it is time to look. Set is a compare-and-set
 * also where it changes nothing: with a mere read, a thread that takes SET away right after it
 * could miss what the setter wrote right before.
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
        /** The thread that it lets through. */
        AUTO,
        /** A call of {@link Event#reset()}. */
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
        if (markSet()) {
            Futex.wake(word, wakes());
        }
    }

    /**
     * Sets the event and unlocks a mutex, with one system call at the most: as {@link #set()} and
     * then {@link Mutex#unlock()}, but that those that wait for the event are woken after the mutex
     * is free. So none of them wakes only to wait for the mutex that the caller still holds.
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
        StackReserve.forAcquire(); // more than the unlock asks for: it must not fail after the set
        if (markSet()) {
            mutex.unlockAndWake(word, wakes());
        } else {
            mutex.unlock();
        }
    }

    /** Makes the event not set. Those for whom it was set before may still be on their way. */
    public void reset() {
        word.getAndBitwiseAnd(~SET);
    }

    /**
     * Waits until the event is set, unless the thread is or gets interrupted.
     *
     * @throws InterruptedException if it is or was
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
     * @throws InterruptedException if it is or was interrupted
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

    /** Whether the event is set; with AUTO, another program may take it at any moment. */
    public boolean isSet() {
        return (word.get() & SET) != 0;
    }

    // The word.

    /** Sets the event; whether a thread must be woken. */
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

    /** Sleeps while the word is as seen; false if there is a reason to give up. */
    private boolean sleep(int seen, boolean interruptible, Deadline deadline) {
        WaitResult result = Futex.await(word, seen, deadline, WaitOptions.of(interruptible), this);
        return result != WaitResult.INTERRUPTED && result != WaitResult.TIMED_OUT;
    }

    @Override
    public String toString() {
        return super.toString() + "[" + mode + ", " + (isSet() ? "Set" : "Not set") + "]";
    }
}
