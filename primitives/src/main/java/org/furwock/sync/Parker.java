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
 * One thread waits here for a token. It works like {@link java.util.concurrent.locks.LockSupport},
 * but the token belongs to this object, not to the thread, and a park never returns spuriously.
 *
 * <p><b>Contract.</b> Any thread may call {@link #unpark()}, which puts the token there if it is
 * not there. A park takes the token, and waits until it is there. One thread at a time may park. A
 * second one gets an {@link IllegalMonitorStateException}, which changes nothing. An interrupt ends
 * all forms but {@link #park()}, which keeps the interrupt status for later. If a token comes
 * together with an interrupt or the deadline, the method takes the token and returns normally.
 * Time-outs on the clock of {@link System#nanoTime()}, and deadlines, never end early. What
 * happened before an unpark is visible after the park that takes the token, even if the token was
 * already there.
 *
 * <p><b>Virtual threads</b> wait without their carriers. <b>Between processes</b>, with a SHARED
 * word, all of this holds. If a process dies while it parks, no other thread can park here before
 * the next unpark.
 *
 * <p><b>Algorithm.</b>
 *
 * <pre>
 *  value       meaning                entered by               left by
 *  -1 PARKED   a thread waits         park                     unpark, or giving up
 *   0 EMPTY    no token, no waiter    park, or giving up       park, unpark
 *   1 TOKEN    the token is there     unpark                   park, or giving up
 * </pre>
 *
 * <p><b>Source.</b> The futex parker of Rust's standard library. <b>Differs:</b> a second thread
 * that parks is detected, so the first step is a compare-and-set instead of a subtraction.
 *
 * <p><b>Wake rule.</b> Only unpark replaces PARKED while a thread waits, and it wakes. The sleeper
 * sleeps on PARKED: either the wake finds it, or the kernel finds TOKEN. To give up, it swaps in
 * EMPTY; if the old value is TOKEN, it has the token.
 *
 * <p><b>Stack.</b> Unpark, and a park that must wait, make sure of the stack that they take before
 * they change the word ({@code StackReserve}): a {@link StackOverflowError} leaves it as it was.
 *
 * <p><b>Before a sleep</b> the thread spins for a moment, and yields as long as that tends to pay
 * ({@code Backoff}).
 *
 * <p><b>Memory ordering.</b> Every access is volatile, except the read of a thread that stays
 * awake, which decides nothing. Unpark makes a swap even if the token is there. So the thread that
 * takes the token sees what happened before each unpark.
 *
 * @since 1.0
 */
public final class Parker {

    private static final int PARKED = -1;
    private static final int EMPTY = 0;
    private static final int TOKEN = 1;

    private final FutexWord word;

    /** A parker for the threads of this process, without a token. */
    public Parker() {
        this(FutexWord.allocate());
    }

    /**
     * A parker on a given word.
     *
     * @param word 0 when the parker is first used; belongs to it from then on
     */
    public Parker(FutexWord word) {
        this.word = requireNonNull(word, "word");
    }

    /** Takes the token; waits as long as it takes. */
    public void park() {
        if (!word.compareAndSet(TOKEN, EMPTY)) { // TOKEN -> EMPTY
            parkContended(false, Deadline.NEVER);
        }
    }

    /**
     * Takes the token, unless the thread is or gets interrupted.
     *
     * @throws InterruptedException if the thread is or gets interrupted; it took no token then
     */
    public void parkInterruptibly() throws InterruptedException {
        parkUntil(Deadline.NEVER);
    }

    /**
     * Takes the token within a time, unless the thread is or gets interrupted. A time of 0 or less
     * is a try.
     *
     * @return whether it took the token
     * @throws InterruptedException if the thread is or gets interrupted; it took no token then
     */
    public boolean parkNanos(long nanos) throws InterruptedException {
        Interrupts.check();
        return word.compareAndSet(TOKEN, EMPTY) // TOKEN -> EMPTY
                || (nanos > 0 && parkUntil(Deadline.ofTimeout(nanos)));
    }

    /** As {@link #parkNanos}, in any unit. */
    public boolean park(long time, TimeUnit unit) throws InterruptedException {
        return parkNanos(unit.toNanos(time));
    }

    /**
     * Takes the token until a deadline, on either clock, unless the thread is or gets interrupted.
     *
     * @return whether it took the token
     * @throws InterruptedException if the thread is or gets interrupted; it took no token then
     */
    public boolean parkUntil(Deadline deadline) throws InterruptedException {
        requireNonNull(deadline, "deadline");
        Interrupts.check();
        boolean taken = word.compareAndSet(TOKEN, EMPTY) || parkContended(true, deadline);
        if (!taken) {
            Interrupts.check();
        }
        return taken;
    }

    /** Puts the token there, if it is not there, and wakes the thread that waits for it. */
    public void unpark() {
        StackReserve.forRelease();
        if (word.getAndSet(TOKEN) == PARKED) { // any -> TOKEN
            Futex.wake(word, 1);
        }
    }

    // The contended path.

    /** Whether the token was taken; if not, the deadline passed or the thread was interrupted. */
    private boolean parkContended(boolean interruptible, Deadline deadline) {
        StackReserve.forAcquire();
        stayAwake(deadline);
        if (ShortWait.isNear(deadline)) {
            WaitResult result = ShortWait.watch(word, EMPTY, interruptible, deadline);
            return result == WaitResult.VALUE_CHANGED && takeOrRefuse();
        }
        if (!word.compareAndSet(EMPTY, PARKED)) { // EMPTY -> PARKED
            return takeOrRefuse();
        }
        boolean refused = true;
        try {
            boolean mayWait = true;
            while (mayWait && word.get() == PARKED) {
                WaitResult result =
                        Futex.await(word, PARKED, deadline, WaitOptions.of(interruptible), this);
                mayWait = result != WaitResult.INTERRUPTED && result != WaitResult.TIMED_OUT;
            }
            refused = false;
        } finally {
            if (refused) { // the wait threw: a token that came meanwhile stays
                word.compareAndSet(PARKED, EMPTY);
            }
        }
        return word.getAndSet(EMPTY) == TOKEN; // TOKEN or PARKED -> EMPTY
    }

    private void stayAwake(Deadline deadline) {
        Backoff backoff = Backoff.current().start(deadline);
        while (word.getOpaque() == EMPTY && backoff.pause()) {}
        backoff.end(word.getOpaque() != EMPTY);
    }

    /** The word was not EMPTY: the token has come just now, or another thread is parked. */
    private boolean takeOrRefuse() {
        if (!word.compareAndSet(TOKEN, EMPTY)) { // TOKEN -> EMPTY
            throw new IllegalMonitorStateException("another thread is parked: " + this);
        }
        return true;
    }

    // Inspection.

    /** Whether the token is there at this moment. */
    public boolean hasToken() {
        return word.get() == TOKEN;
    }

    /** Whether a thread waits for the token at this moment. */
    public boolean isParked() {
        return word.get() == PARKED;
    }

    @Override
    public String toString() {
        String state = hasToken() ? "[Token]" : isParked() ? "[Parked]" : "[Empty]";
        return super.toString() + state;
    }
}
