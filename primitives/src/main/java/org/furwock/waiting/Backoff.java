package org.furwock.waiting;

import org.furwock.futex.Deadline;
import org.furwock.futex.lowlevel.VirtualThreads;

/**
 * Staying awake before a sleep, as long as that has paid: the event may come sooner than a sleep
 * and a wake would take. The callers write the loop:
 *
 * <pre>
 *  Backoff backoff = Backoff.current().start();
 *  while (!happened() &amp;&amp; backoff.pause()) {}
 *  backoff.end(happened());
 * </pre>
 *
 * <p><b>Algorithm.</b> {@link #pause} spins for about a microsecond and then yields, since the
 * thread that is waited for may need this processor, until the thread's time for this is over. A
 * wait that succeeds restores the full time, one that fails halves it, so that staying awake costs
 * next to nothing where it does not pay. After a number of failures the full time is tried again.
 *
 * <p><b>Busy machines.</b> A yield beside a thread of another program gives that one a time slice.
 * A pause that took longer than {@link WaitPolicy#PREEMPTED} shows such a neighbour. Then no thread
 * of this process yields for {@link WaitPolicy#YIELD_REST} times the time lost: threads spin for a
 * shorter time instead. So neighbours cost at most one part in {@code YIELD_REST}.
 *
 * <p>One for each thread: nothing is shared but the time when yields are allowed again. A virtual
 * thread never stays awake: its {@code pause} returns false at once. A wait that has a deadline
 * looks at the clock at each pause, yields only if the deadline is farther than the budget, and is
 * no failure if the deadline ended it. An interrupt is seen at the end.
 *
 * <p><b>Source.</b> Competitive spinning: A. Karlin et al., Empirical Studies of Competitive
 * Spinning for a Shared-Memory Multiprocessor (1991).
 */
public final class Backoff {

    private static final ThreadLocal<Backoff> CURRENT = new ThreadLocal<>();

    /** For virtual threads. */
    private static final Backoff NONE = new Backoff(false);

    /** No thread yields before this time; about right is enough. */
    private static volatile long yieldAllowedAt = System.nanoTime();

    private final boolean enabled;

    /** Time to stay awake. Package-private for tests. */
    long budget = WaitPolicy.EVENT_YIELD;

    private int rest = WaitPolicy.FIRST_REST;
    private int failures;

    // The wait under way.
    private int spins;
    private boolean yields;
    private boolean cut;
    private long limit;
    private long start;
    private long last;

    private Backoff(boolean enabled) {
        this.enabled = enabled;
    }

    /** The calling thread's. */
    public static Backoff current() {
        if (VirtualThreads.isCurrentVirtual()) {
            return NONE;
        }
        Backoff current = CURRENT.get();
        if (current == null) {
            current = new Backoff(true);
            CURRENT.set(current);
        }
        return current;
    }

    /** Starts a wait for a thread that may need this processor: spins, then yields. */
    public Backoff start() {
        return start(Deadline.NEVER_NANOS);
    }

    /**
     * The same, not beyond a deadline.
     *
     * @param deadline a value of {@link System#nanoTime()}, or {@link Deadline#NEVER_NANOS}
     */
    public Backoff start(long deadline) {
        if (enabled) {
            begin(true, Math.min(budget, WaitPolicy.EVENT_YIELD), deadline);
        }
        return this;
    }

    /**
     * Starts a wait for threads that need this processor, not beyond a deadline: yields at once.
     *
     * @param deadline a value of {@link System#nanoTime()}, or {@link Deadline#NEVER_NANOS}
     */
    public Backoff startYielding(long deadline) {
        if (enabled) {
            begin(true, Math.min(budget, WaitPolicy.EVENT_YIELD), deadline);
            spins = WaitPolicy.SPINS_BEFORE_YIELD;
        }
        return this;
    }

    /**
     * Starts a wait for a thread that runs on another processor: spins only.
     *
     * @param most the longest time, in nanoseconds
     */
    public Backoff startSpinning(long most) {
        if (enabled) {
            long limit = Math.min(budget, WaitPolicy.EVENT_SPIN);
            begin(false, Math.min(most, limit), Deadline.NEVER_NANOS);
        }
        return this;
    }

    private void begin(boolean mayYield, long most, long deadline) {
        start = System.nanoTime();
        last = start;
        spins = 0;
        yields = mayYield && start - yieldAllowedAt >= 0;
        limit = yields ? most : Math.min(most, WaitPolicy.EVENT_SPIN);
        cut = deadline != Deadline.NEVER_NANOS && deadline - start < limit;
        if (cut) {
            limit = deadline - start;
            yields = false;
            spins = WaitPolicy.SPINS_BEFORE_YIELD; // these do not look at the clock
        }
    }

    /** Waits for a moment; returns whether the caller should look again rather than sleep. */
    public boolean pause() {
        if (!enabled || limit <= 0) {
            return false;
        }
        if (spins < WaitPolicy.SPINS_BEFORE_YIELD) {
            spins++;
            Thread.onSpinWait();
            return true;
        }
        if (yields) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
        long now = System.nanoTime();
        long away = now - last;
        last = now;
        if (away > WaitPolicy.PREEMPTED) {
            stopYields(now, away);
            return false;
        }
        return now - start < limit;
    }

    /** Whether the wait that was started last may yield. For tests. */
    boolean yields() {
        return yields;
    }

    private static void stopYields(long now, long lost) {
        long rest = Math.min(WaitPolicy.LONGEST_YIELD_REST, WaitPolicy.YIELD_REST * lost);
        yieldAllowedAt = now + rest;
    }

    /** Ends a wait; learns whether staying awake has paid. */
    public void end(boolean happened) {
        if (!enabled || (cut && !happened)) {
            return;
        }
        if (happened && last - start < WaitPolicy.PREEMPTED) {
            failures = 0;
            rest = WaitPolicy.FIRST_REST;
            budget = WaitPolicy.EVENT_YIELD;
        } else if (++failures < rest) {
            budget /= 2;
        } else {
            failures = 0;
            rest = Math.min(WaitPolicy.LONGEST_REST, 2 * rest);
            budget = WaitPolicy.EVENT_YIELD;
        }
    }
}
