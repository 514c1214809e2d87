package org.furwock.waiting;

import org.furwock.futex.Deadline;
import org.furwock.futex.lowlevel.PerThread;
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
 * <p>The last pause may have let the other thread run: callers look once more after it.
 *
 * <p><b>Algorithm.</b> {@link #pause} spins for about a microsecond and then yields, since the
 * thread that is waited for may need this processor, until the thread's budget of time is used up.
 * A wait that succeeds restores the full budget, one that fails halves it, so that staying awake
 * costs next to nothing where it does not pay. After a number of failures the full time is tried
 * again. There is one budget for waits that yield and one for those that only spin.
 *
 * <p><b>Busy machines.</b> A yield beside a thread of another program gives that one a time slice.
 * A yield that takes longer than {@link WaitPolicy#PREEMPTED} is a preemption. The process has
 * credit for these: it grows by one part in {@link WaitPolicy#YIELD_REST} of the time that passes,
 * for {@link WaitPolicy#LONGEST_YIELD_REST} at most. A preemption takes the time that was lost,
 * once for all threads that lost the same time. While there is no credit, no thread of the process
 * yields: threads spin for a shorter time instead. So neighbours cost at most one part in {@code
 * YIELD_REST}, and the odd preemption on an idle machine, by a compiler thread or the garbage
 * collector, changes nothing.
 *
 * <p>One for each thread: the credit alone is shared. A virtual thread never stays awake: its
 * {@code pause} returns false at once. A wait that has a deadline looks at the clock at each pause
 * and does not yield if the deadline is nearer than the budget; if the deadline ended it, it is no
 * failure. An interrupt is seen at the end.
 *
 * <p><b>Source.</b> Competitive spinning: A. Karlin et al., Empirical Studies of Competitive
 * Spinning for a Shared-Memory Multiprocessor (1991).
 */
public final class Backoff {

    private static final PerThread<Backoff> CURRENT = new PerThread<>(() -> new Backoff(true));

    /** For virtual threads. */
    private static final Backoff NONE = new Backoff(false);

    /**
     * The credit, as the time when it was or will be 0: no thread yields before that. Lost updates
     * do no harm.
     */
    private static volatile long yieldAllowedAt = System.nanoTime() - WaitPolicy.LONGEST_YIELD_REST;

    /** The end of the last preemption; lost updates do no harm. */
    private static volatile long preemptedUntil = System.nanoTime();

    private final boolean enabled;

    /** Package-private for tests. */
    final Budget yielding = new Budget(WaitPolicy.EVENT_YIELD);

    final Budget spinning = new Budget(WaitPolicy.EVENT_SPIN);

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
        return VirtualThreads.isCurrentVirtual() ? NONE : CURRENT.get();
    }

    /** Starts a wait for a thread that may need this processor: spins, then yields. */
    public Backoff start() {
        return start(Deadline.NEVER);
    }

    /** The same, not beyond a deadline. */
    public Backoff start(Deadline deadline) {
        if (enabled) {
            begin(true, Long.MAX_VALUE, deadline);
        }
        return this;
    }

    /**
     * Starts a wait for threads that need this processor, not beyond a deadline: yields at once.
     */
    public Backoff startYielding(Deadline deadline) {
        if (enabled) {
            begin(true, Long.MAX_VALUE, deadline);
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
            begin(false, most, Deadline.NEVER);
        }
        return this;
    }

    private void begin(boolean mayYield, long most, Deadline deadline) {
        start = System.nanoTime();
        last = start;
        spins = 0;
        yields = mayYield && start - yieldAllowedAt >= 0;
        limit = Math.min(most, budget().nanos);
        long remaining = deadline.remainingNanos();
        cut = remaining < limit;
        if (cut) {
            limit = remaining;
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
            if (yields) {
                charge(now - away, now);
            }
            return false;
        }
        return now - start < limit;
    }

    /** Whether the wait under way yields. Package-private for tests. */
    boolean yields() {
        return yields;
    }

    private Budget budget() {
        return yields ? yielding : spinning;
    }

    /** Takes a preemption from the credit, but for the time that another thread has reported. */
    private static void charge(long from, long until) {
        long reported = preemptedUntil;
        preemptedUntil = until;
        long lost = until - (reported - from > 0 ? reported : from);
        if (lost > 0) {
            yieldAllowedAt = until - charged(until - yieldAllowedAt, lost);
        }
    }

    /** The credit, in time without preemptions, after one that took so long. */
    static long charged(long credit, long lost) {
        long most = WaitPolicy.LONGEST_YIELD_REST;
        return Math.max(Math.min(credit, most) - WaitPolicy.YIELD_REST * lost, -most);
    }

    /** Ends a wait; learns whether staying awake has paid. */
    public void end(boolean happened) {
        if (!enabled || (cut && !happened)) {
            return;
        }
        budget().learn(happened && last - start < WaitPolicy.PREEMPTED);
    }

    /** How long a thread stays awake, by how often that has paid. */
    static final class Budget {

        private final long full;
        private int rest = WaitPolicy.FIRST_REST;
        private int failures;

        /** Package-private for tests. */
        long nanos;

        Budget(long full) {
            this.full = full;
            nanos = full;
        }

        private void learn(boolean paid) {
            if (paid) {
                failures = 0;
                rest = WaitPolicy.FIRST_REST;
                nanos = full;
            } else if (++failures < rest) {
                nanos /= 2;
            } else {
                failures = 0;
                rest = Math.min(WaitPolicy.LONGEST_REST, 2 * rest);
                nanos = full;
            }
        }
    }
}
