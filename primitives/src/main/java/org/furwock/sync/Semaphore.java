package org.furwock.sync;

import java.io.Serializable;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.Deadline;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.lowlevel.StackReserve;
import org.furwock.waiting.Interrupts;

/**
 * A counting semaphore on futex words: takes the place of {@link java.util.concurrent.Semaphore}.
 *
 * <p><b>Contract.</b> That of java.util.concurrent.Semaphore. Permits may be negative at first. A
 * negative argument throws an {@link IllegalArgumentException}. A number of permits that no int can
 * hold throws an {@link Error}. Neither changes anything. An interrupt, before or during the call,
 * ends the methods that throw {@link InterruptedException}: they take no permits then. The other
 * methods keep it in the status. Time-outs are on the clock of {@link System#nanoTime()} and never
 * early; 0 or less is a try. What happened before a release is visible after an acquire that takes
 * permits from it.
 *
 * <p><b>Fairness.</b> A fair semaphore serves waiters strictly in the order in which they came;
 * only {@link #tryAcquire()} and {@link #tryAcquire(int)} go past them. A semaphore that is not
 * fair serves any thread that comes while there are permits. A waiter can be overtaken, but is not
 * left asleep while there are permits for it, except as said below.
 *
 * <p><b>Virtual threads</b> wait without their carriers. <b>Between processes</b>, a semaphore on
 * given words of scope SHARED is not fair, since a queue on the heap is in one process only. It
 * counts the waiters of all processes. If a process dies, its permits stay taken. If it dies
 * between its wake and its look at the permits, the other sleepers sleep on until another thread
 * comes to wait.
 *
 * <p><b>Algorithm, source, wake rule, memory ordering:</b> see {@code BargingPermits}, and {@code
 * FairPermits} with a queue and a hand-over. Both extend {@code Permits}: to take is a
 * compare-and-set, to release is another one and a look for waiters.
 *
 * <p><b>Stack.</b> A release, and an acquire that must wait, make sure of the stack that they take
 * before they change anything ({@code StackReserve}): a {@link StackOverflowError} loses no permit.
 *
 * <p><b>Differs</b> from java.util.concurrent.Semaphore: if it is not fair, a waiter for one permit
 * does not wait behind a waiter for many. A permit can be unused for up to half a millisecond while
 * a sleeper wants it, if newcomers took the permits before it (see {@code BargingPermits}). {@link
 * #drainPermits} of a negative number wakes a waiter for 0 permits. If the number of permits is
 * near {@link Integer#MIN_VALUE}, {@link #acquire(int)} waits: the original's subtraction
 * overflows, and it acquires. Messages of exceptions carry the wrong value.
 *
 * @since 1.0
 */
public class Semaphore implements Serializable {

    /** How many words a semaphore takes. */
    public static final int WORDS = BargingPermits.WORDS;

    private static final long serialVersionUID = 1L;

    /** The permits, and the threads that wait for them. */
    private final Permits permits;

    /**
     * A semaphore for the threads of this process, not fair.
     *
     * @param permits how many there are at first; may be negative
     */
    public Semaphore(int permits) {
        this(permits, false);
    }

    /**
     * A semaphore for the threads of this process.
     *
     * @param permits how many there are at first; may be negative
     * @param fair whether waiters are served in the order in which they came
     */
    public Semaphore(int permits, boolean fair) {
        this.permits = Permits.of(permits, fair);
    }

    /**
     * A semaphore on given words, not fair. It cannot be serialized.
     *
     * @param permits the initial number, the same for all that use the words; may be negative
     * @param words {@value #WORDS} words of one scope, 0 when the semaphore is first used; {@link
     *     org.furwock.sync.shared.SemaphoreLayout} says what they hold
     * @throws IllegalArgumentException if there are fewer or more, or their scopes differ
     */
    public Semaphore(int permits, FutexWord... words) {
        this(permits, false, words);
    }

    /**
     * A semaphore on given words, as {@link #Semaphore(int, FutexWord...)}, for a program that
     * decides about fairness at run time.
     *
     * @param permits how many there are at first
     * @param fair false: on given words there is no order
     * @param words {@value #WORDS} words of one scope
     * @throws IllegalArgumentException if {@code fair} is true, there are fewer or more words, or
     *     their scopes differ
     */
    public Semaphore(int permits, boolean fair, FutexWord... words) {
        if (fair) {
            throw new IllegalArgumentException(
                    "a semaphore on given words cannot be fair: a queue is on one heap");
        }
        this.permits = new BargingPermits(permits, requireWords(words));
    }

    private static FutexWord[] requireWords(FutexWord[] words) {
        if (words.length != WORDS) {
            throw new IllegalArgumentException(
                    "a semaphore takes " + WORDS + " words, not " + words.length);
        }
        FutexScope scope = words[0].scope();
        for (FutexWord word : words) {
            if (word.scope() != scope) {
                throw new IllegalArgumentException(
                        "words must have the same scope: " + words[0] + " and " + word);
            }
        }
        return words.clone();
    }

    /**
     * Takes a permit; waits as long as it takes.
     *
     * @throws InterruptedException if the thread is or gets interrupted
     */
    public void acquire() throws InterruptedException {
        acquireInterruptibly(1);
    }

    /** Takes a permit; waits as long as it takes. */
    public void acquireUninterruptibly() {
        takeUninterruptibly(1);
    }

    /** Takes a permit if there is one at this moment, past all waiters. */
    public boolean tryAcquire() {
        return permits.tryTake(1);
    }

    /**
     * Takes a permit within a time.
     *
     * @throws InterruptedException if the thread is or gets interrupted
     */
    public boolean tryAcquire(long timeout, TimeUnit unit) throws InterruptedException {
        return tryTake(1, timeout, unit);
    }

    /**
     * Adds a permit.
     *
     * @throws Error if there are {@link Integer#MAX_VALUE} permits
     */
    public void release() {
        StackReserve.forRelease();
        permits.release(1);
    }

    /**
     * Takes permits, all at once; waits as long as it takes.
     *
     * @throws InterruptedException if the thread is or gets interrupted
     * @throws IllegalArgumentException if the number is negative
     */
    public void acquire(int permits) throws InterruptedException {
        requireNotNegative(permits);
        acquireInterruptibly(permits);
    }

    // A public method calls no other: a subclass may override one by means of the other.

    private void acquireInterruptibly(int wanted) throws InterruptedException {
        Interrupts.check();
        if (!permits.tryTakeInTurn(wanted)
                && !permits.awaitTake(wanted, true, Deadline.NEVER, this)) {
            throw Interrupts.consume();
        }
    }

    /**
     * Takes permits, all at once; waits as long as it takes.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public void acquireUninterruptibly(int permits) {
        requireNotNegative(permits);
        takeUninterruptibly(permits);
    }

    private void takeUninterruptibly(int wanted) {
        if (!permits.tryTakeInTurn(wanted)) {
            permits.awaitTake(wanted, false, Deadline.NEVER, this);
        }
    }

    /**
     * Takes permits if there are as many at this moment, past all waiters.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public boolean tryAcquire(int permits) {
        requireNotNegative(permits);
        return this.permits.tryTake(permits);
    }

    /**
     * Takes permits, all at once, within a time.
     *
     * @throws InterruptedException if the thread is or gets interrupted
     * @throws IllegalArgumentException if the number is negative
     */
    public boolean tryAcquire(int permits, long timeout, TimeUnit unit)
            throws InterruptedException {
        requireNotNegative(permits);
        return tryTake(permits, timeout, unit);
    }

    private boolean tryTake(int wanted, long timeout, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(timeout);
        Interrupts.check();
        if (permits.tryTakeInTurn(wanted)) {
            return true;
        }
        boolean taken =
                nanos > 0 && permits.awaitTake(wanted, true, Deadline.ofTimeout(nanos), this);
        if (!taken) {
            Interrupts.check();
        }
        return taken;
    }

    /**
     * Adds permits.
     *
     * @throws IllegalArgumentException if the number is negative
     * @throws Error if there would be more than {@link Integer#MAX_VALUE} permits
     */
    public void release(int permits) {
        requireNotNegative(permits);
        StackReserve.forRelease();
        this.permits.release(permits);
    }

    private static void requireNotNegative(int permits) {
        if (permits < 0) {
            throw new IllegalArgumentException("permits must not be negative: " + permits);
        }
    }

    /** How many permits there are at this moment; may be negative. */
    public int availablePermits() {
        return permits.available();
    }

    /**
     * Sets the number of permits to 0. Returns the number before: positive if it took permits,
     * negative if it added some.
     */
    public int drainPermits() {
        StackReserve.forRelease();
        return permits.drain();
    }

    /**
     * Takes permits away without waiting, below 0 if need be.
     *
     * @throws IllegalArgumentException if the reduction is negative
     * @throws Error if there would be fewer than {@link Integer#MIN_VALUE} permits
     */
    protected void reducePermits(int reduction) {
        if (reduction < 0) {
            throw new IllegalArgumentException("reduction must not be negative: " + reduction);
        }
        permits.reduce(reduction);
    }

    /** Whether waiters are served in the order in which they came. */
    public boolean isFair() {
        return permits.isFair();
    }

    /** Whether threads wait for permits. */
    public final boolean hasQueuedThreads() {
        return permits.waiters() > 0;
    }

    /** How many threads wait for permits. */
    public final int getQueueLength() {
        return permits.waiters();
    }

    /** The threads that wait for permits through this object, in no order. */
    protected Collection<Thread> getQueuedThreads() {
        return permits.waitingThreads();
    }

    @Override
    public String toString() {
        return super.toString() + "[Permits = " + permits.available() + "]";
    }
}
