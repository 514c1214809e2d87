package org.furwock.waiting;

import org.furwock.futex.Deadline;
import org.furwock.futex.lowlevel.PerThread;
import org.furwock.futex.lowlevel.VirtualThreads;

/**
 * Keeps a thread awake before it sleeps, as long as that has paid: the event may come sooner than a
 * sleep and a wake would take. The callers write the loop:
 *
 * <pre>
 *  Backoff backoff = Backoff.current().start();
 *  while (!happened() &amp;&amp; backoff.pause()) {}
 *  backoff.end(happened());
 * </pre>
 *
 * <p>The last pause may have let the other thread run: callers look once more after it.
 *
 * <p><b>Algorithm.</b> {@link #pause} spins for about a microsecond, and then yields, since the
 * awaited thread may need this processor. It ends when the thread's budget of time is used up. A
 * wait that succeeds restores the full budget, one that fails halves it. So staying awake costs
 * next to nothing if it does not pay. After a number of failures the full time is tried again.
 * There is one budget for waits that yield and one for those that only spin.
 *
 * <p><b>Busy machines.</b> A yield may give a whole time slice to a thread of another program. A
 * yield that takes longer than {@link WaitPolicy#PREEMPTED} is a <i>preemption</i>. The process has
 * credit for preemptions. It grows by one part in {@link WaitPolicy#YIELD_REST} of the time that
 * passes, for {@link WaitPolicy#LONGEST_YIELD_REST} at most. A preemption costs as much credit as
 * time was lost, once for all threads that lost the same time. While there is no credit, no thread
 * of the process yields: threads spin for a shorter time instead. So other programs cost at most
 * one part in {@code YIELD_REST} of the time. A rare preemption on an idle machine, by a compiler
 * thread or the garbage collector, changes nothing.
 *
 * <p>Each thread has its own Backoff; all share the credit. A virtual thread never stays awake: its
 * {@code pause} returns false at once. If a deadline is nearer than the budget, the wait does not
 * yield, and looks at the clock at each pause. If the deadline ends it, that is not a failure. The
 * caller notices an interrupt after the wait.
 *
 * <p><b>Source.</b> Competitive spinning: A. Karlin et al., Empirical Studies of Competitive
 * Spinning for a Shared-Memory Multiprocessor (1991).
 */
public final class Backoff {

    private static final PerThread<Backoff> CURRENT = new PerThread<>(() -> new Backoff(true));

    /** The Backoff of all virtual threads. */
    private static final Backoff NONE = new Backoff(false);

    /**
     * The credit, as the time at which it was or will be 0. No thread yields before that time. Lost
     * updates do no harm.
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

    /** The Backoff of the calling thread. */
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
     * Starts a wait for threads that need this processor, not beyond a deadline. It yields at once.
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
            // Spins before the first yield do not look at the clock.
            spins = WaitPolicy.SPINS_BEFORE_YIELD;
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

    /** Subtracts a preemption from the credit, except for time that another thread has reported. */
    private static void charge(long from, long until) {
        long reported = preemptedUntil;
        preemptedUntil = until;
        long lost = until - (reported - from > 0 ? reported : from);
        if (lost > 0) {
            yieldAllowedAt = until - charged(until - yieldAllowedAt, lost);
        }
    }

    /** The credit, in time without preemptions, after a preemption of this length. */
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

    /** The time that a thread stays awake, which depends on how often that has paid. */
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
