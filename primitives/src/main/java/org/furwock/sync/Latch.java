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
 * A latch that opens once, when it has been counted down. It replaces {@link
 * java.util.concurrent.CountDownLatch}.
 *
 * <p><b>Contract.</b> That of CountDownLatch. An interrupt, before or during the call, ends both
 * forms of {@code await} with an {@link InterruptedException}. Time-outs are on the clock of {@link
 * System#nanoTime()} and never early; with 0 or less, {@code await} does not wait. What happened
 * before a count-down is visible to all that have returned from {@code await} because of it.
 *
 * <p><b>Fairness</b> does not matter: all threads pass. <b>Virtual threads</b> wait without their
 * carriers. <b>Between processes</b>, with a SHARED word, every process gives the same count. If
 * one dies before its count-down, the latch stays shut.
 *
 * <p><b>Algorithm.</b> The word is the number of count-downs so far. It begins with 0, so that
 * memory of zeros is a shut latch. Its sign bit, SLEEPERS, says that a thread may sleep. The latch
 * is open for ever when the number has reached the count.
 *
 * <pre>
 *  number      SLEEPERS   meaning              entered by
 *  &lt; count     no         shut                 fresh, or countDown
 *  &lt; count     yes        shut, some sleep     a waiter
 *  = count     no         open                 the last countDown
 * </pre>
 *
 * <p><b>Wake rule.</b> A thread sleeps only on a value with SLEEPERS. The last count-down clears
 * SLEEPERS in the step that opens the latch and, if it was set, wakes all. No thread sets it after
 * that. Other count-downs keep it and wake no thread.
 *
 * <p><b>Before a sleep</b> a waiter yields as long as that tends to pay ({@code Backoff}).
 *
 * <p><b>Memory ordering.</b> Every access to the word is volatile, except the reads of a thread
 * that stays awake, which decide nothing. A waiter returns only after a volatile read of the open
 * word.
 *
 * <p><b>Stack.</b> A count-down makes sure of the stack for its wake before it changes the word
 * ({@code StackReserve}): a {@link StackOverflowError} leaves the latch as it was.
 *
 * <p><b>Source.</b> Drepper's event with a count; Rust's std. <b>Differs</b> from CountDownLatch in
 * the messages of exceptions and the class name that its text form shows.
 *
 * @since 1.0
 */
public class Latch {

    private static final int SLEEPERS = Integer.MIN_VALUE;

    private final FutexWord word;
    private final int count;

    /**
     * A latch for the threads of this process.
     *
     * @param count how often it must be counted down
     * @throws IllegalArgumentException if the count is negative
     */
    public Latch(int count) {
        this(count, FutexWord.allocate());
    }

    /**
     * A latch on a given word.
     *
     * @param count how often it must be counted down, the same for all that use the word
     * @param word 0 when the latch is first used; belongs to the latch from then on
     * @throws IllegalArgumentException if the count is negative
     */
    public Latch(int count, FutexWord word) {
        if (count < 0) {
            throw new IllegalArgumentException("count < 0: " + count);
        }
        this.count = count;
        this.word = requireNonNull(word, "word");
    }

    /**
     * Waits until the latch is open.
     *
     * @throws InterruptedException if the thread is or gets interrupted
     */
    public void await() throws InterruptedException {
        Interrupts.check();
        if (remaining(word.get()) > 0) {
            sleep(Deadline.NEVER);
        }
    }

    /**
     * Waits until the latch is open, within a time.
     *
     * @return whether it is open; if not, the time ran out
     * @throws InterruptedException if the thread is or gets interrupted
     */
    public boolean await(long timeout, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(timeout);
        Interrupts.check();
        return remaining(word.get()) == 0 || (nanos > 0 && sleep(Deadline.ofTimeout(nanos)));
    }

    /**
     * Counts down by one, and opens the latch if that was the last; an open latch stays as it is.
     */
    public void countDown() {
        StackReserve.forRelease();
        int state;
        int next;
        do {
            state = word.get();
            int remaining = remaining(state);
            if (remaining == 0) {
                return;
            }
            next = remaining == 1 ? count : state + 1;
        } while (!word.compareAndSet(state, next));
        if (state < 0 && next >= 0) {
            Futex.wakeAll(word);
        }
    }

    /** How often it must still be counted down. */
    public long getCount() {
        return remaining(word.get());
    }

    private int remaining(int state) {
        return Math.max(count - (state & ~SLEEPERS), 0);
    }

    private void stayAwake(Deadline deadline) {
        Backoff backoff = Backoff.current().startYielding(deadline);
        while (remaining(word.getOpaque()) > 0 && backoff.pause()) {}
        backoff.end(remaining(word.getOpaque()) == 0);
    }

    /** Whether the latch is open; if not, the deadline passed. */
    private boolean sleep(Deadline deadline) throws InterruptedException {
        StackReserve.forAcquire();
        stayAwake(deadline);
        WaitResult result = WaitResult.SPURIOUS;
        while (true) {
            int state = word.get();
            int marked = state | SLEEPERS;
            if (remaining(state) == 0) {
                return true;
            } else if (result == WaitResult.TIMED_OUT) {
                return false;
            } else if (ShortWait.isNear(deadline)) {
                result = ShortWait.watch(word, state, true, deadline);
                Interrupts.check();
            } else if (state == marked || word.compareAndSet(state, marked)) {
                result = Futex.await(word, marked, deadline, WaitOptions.INTERRUPTIBLE, this);
                Interrupts.check();
            }
        }
    }

    @Override
    public String toString() {
        return super.toString() + "[Count = " + remaining(word.get()) + "]";
    }
}
