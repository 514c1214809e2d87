package org.furwock.waiting;

import org.furwock.futex.lowlevel.Privileged;

/**
 * All numbers that decide how a thread waits: how long it spins, yields or naps, how much barging
 * it tolerates, when a lock is handed over, and how readers enter. The queue, the wake rules and
 * the fences are correct for any values: these only decide speed and fairness.
 *
 * <p><b>Units.</b> A {@code long} is in nanoseconds, except for {@link #YIELD_REST}. An {@code int}
 * is a number. <b>Overrides</b> are for measuring: {@code -Dfurwock.wait.NAME=VALUE}, where NAME is
 * the constant's name in lower case with hyphens, as in {@code -Dfurwock.wait.lock-spin=0}. The
 * properties are read once.
 *
 * <p><b>Rules</b> from measurements (two cores, idle and beside two busy loops, JDK 17 and 25;
 * docs/performance.md has the tables):
 *
 * <ul>
 *   <li>A spin is at most as long as a sleep and a wake, and stops if it has not paid.
 *   <li>{@code sched_yield} beside a busy neighbour costs a time slice. A thread that loses its
 *       processor for long stops all yields of this process for a while ({@link Backoff}).
 *   <li>After a hand-over to a sleeping thread all others wait until that thread runs. So a waiter
 *       requests one while it is awake. Its request stands while it sleeps only after {@link
 *       #HANDOFF_ASLEEP}.
 *   <li>Virtual threads do not stay awake: a spin would hold the carrier that others need.
 * </ul>
 */
public final class WaitPolicy {

    private static final String PREFIX = "furwock.wait.";

    /** Spinning pays only if another thread can run meanwhile. */
    public static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private static final boolean SPINNING_CAN_PAY = PROCESSORS > 1;

    // Drop-in locks (org.furwock.locks).

    /**
     * Longest spin of a thread that finds a drop-in lock held. A section of 20 operations is over
     * in 40 ns; longer spins gained nothing for sections of 200 and lost for longer ones.
     */
    public static final long LOCK_SPIN = spinning("lock-spin", 1_000);

    /**
     * Most spin credit of a thread, earned while it does not spin. Threads that wait longer for
     * each other than they work are faster if they run one at a time: their credit runs out, and
     * they stop spinning.
     */
    public static final long SPIN_CREDIT = number("spin-credit", 1_000);

    /**
     * The credit that a spin costs beyond its time: the cache lines of the lock and its data move
     * between both threads. 300 gave a worst cell of 0.85 on the grid of performance.md, 600 gave
     * 0.97.
     */
    public static final long COLLISION = number("collision", 600);

    /**
     * First and longest timed back-off of a first waiter that was woken and found the lock taken
     * again. It sleeps without a wake flag, which costs the owner nothing. The kernel's timer slack
     * is 50 µs; 120 to 500 µs made no difference. If the owner releases the lock and does not come
     * back, the lock is idle for the rest of the nap.
     */
    public static final long FIRST_NAP = number("first-nap", 60_000);

    public static final long LONGEST_NAP = number("longest-nap", 250_000);

    /**
     * Barging that a first waiter tolerates before it requests a hand-over while it is awake. The
     * value of parking_lot and WebKit; 0.1 ms cost 7 % of throughput with two threads.
     */
    public static final long HANDOFF_AWAKE = number("handoff-awake", 500_000);

    /** How long a waiter that requests a hand-over stays awake for it: a few sections. */
    public static final long HANDOFF_SPIN = spinning("handoff-spin", 2_000);

    /**
     * Barging that a first waiter tolerates before the next release hands the lock over to it even
     * if it sleeps. This is the bound on unfairness. A sleeper may not get a processor for a time
     * slice (3 ms) on a busy machine, and every other thread waits for it. Beside busy loops, a
     * bounded queue of 4 + 4 threads ran at 0.9 of ReentrantLock's speed with 0.5 ms, at 1.6 with
     * 10 ms.
     */
    public static final long HANDOFF_ASLEEP = number("handoff-asleep", 10_000_000);

    /**
     * How many waiters behind the first one are woken with it after a {@code signalAll}. 8 threads
     * took 166 µs if none was woken, and 112 µs with three. With 32 threads, waking 31 doubled the
     * time.
     */
    public static final int WOKEN_AHEAD = count("woken-ahead", 3);

    /**
     * Shortest time between two heavy fences of one lock. A waiter that comes sooner sleeps without
     * a fence, for this long at most. So a lock causes at most 10 000 fences a second. Each takes
     * about a microsecond on each core that runs a thread of the process.
     */
    public static final long FENCE_INTERVAL = number("fence-interval", 100_000);

    /**
     * A time-out shorter than this is spent awake: entering the kernel takes as long. The value of
     * AbstractQueuedSynchronizer.
     */
    public static final long SHORTEST_SLEEP = number("shortest-sleep", 1_000);

    // Waits for an event: a signal, a barrier, a latch (Backoff).

    /** Longest spin before a sleep: about what a sleep and a wake take. */
    public static final long EVENT_SPIN = spinning("event-spin", 15_000);

    /**
     * Longest wait awake where yielding is allowed. 32 parties of a barrier on two cores need 36 µs
     * for a round. When waits of more than 30 µs counted as failures, the parties stopped yielding,
     * and took 134 µs.
     */
    public static final long EVENT_YIELD = number("event-yield", 30_000);

    /**
     * Spins before the first yield, about a microsecond. So if a thread on another core answers
     * quickly, the waiter makes no system call and does not look at the clock.
     */
    public static final int SPINS_BEFORE_YIELD = SPINNING_CAN_PAY ? count("spins", 50) : 0;

    /**
     * A yield that takes this long has given the processor to another program: less than a time
     * slice (3 ms), but more than some dozens of waiters take in turn.
     */
    public static final long PREEMPTED = number("preempted", 300_000);

    /**
     * Credit for preemptions grows by one part in so many of the time that passes: yields to other
     * programs cost at most this part.
     */
    public static final long YIELD_REST = number("yield-rest", 100);

    /**
     * Longest time without yields, after which a machine that has become idle is noticed. It is
     * also the time for which credit is saved up: 20 ms of credit, for some preemptions at the
     * start of a program.
     */
    public static final long LONGEST_YIELD_REST = number("longest-yield-rest", 2_000_000_000);

    /**
     * After so many waits that did not pay, each half as long as the one before, a thread tries the
     * full time again. If that does not pay either, the number doubles, up to the second constant.
     */
    public static final int FIRST_REST = count("first-rest", 32);

    public static final int LONGEST_REST = count("longest-rest", 1024);

    // Word primitives (org.furwock.sync).

    /**
     * How often a thread that finds a mutex or a reader-writer lock held looks again before it
     * sleeps. That is longer than a short section on another core, and shorter than a system call.
     */
    public static final int WORD_SPINS = SPINNING_CAN_PAY ? count("word-spins", 100) : 0;

    /**
     * First and longest back-off after a failed compare-and-set of a semaphore's permits, in spins:
     * 100 to 400 uncontended rounds. Two threads that change the same word all the time are faster
     * if they take turns.
     */
    public static final int FIRST_BACKOFF = count("first-backoff", 64);

    public static final int LONGEST_BACKOFF = count("longest-backoff", 256);

    /** How often a semaphore's nap doubles, from {@link #FIRST_NAP}. */
    public static final int SEMAPHORE_NAP_DOUBLINGS = count("semaphore-nap-doublings", 3);

    /**
     * Longest sleep of a waiter for a mutex that survives its owner (org.furwock.sync.shared). A
     * woken thread can die before it passes the wake on, and an interrupt does not end a wait for a
     * priority-inheriting lock. So the waiter looks again after this time. A look is one system
     * call, and 20 a second are not measurable.
     */
    public static final long RECHECK_INTERVAL = number("recheck-interval", 50_000_000);

    // Readers (org.furwock.locks).

    /** Measured number of reads for each write from which on reader slots pay. */
    public static final int SLOTS_PAY = count("slots-pay", 10);

    /** Reads since the last write after which readers assume that slots would pay. */
    public static final int ASSUME_SLOTS_PAY = count("assume-slots-pay", 256);

    /**
     * Number of reads for each write from which on a heavy fence for each write pays. With the
     * value 256, readers fell asleep while they waited for the fence.
     */
    public static final int FENCES_PAY = count("fences-pay", 2048);

    /** Each acquisition of this number without a slot tests whether the thread should get one. */
    public static final int SLOT_SAMPLE = divisor("slot-sample", 64);

    /** Each acquisition of this number by a slot tests whether there were writes. */
    public static final int MODE_SAMPLE = divisor("mode-sample", 1024);

    /** Longest time that {@link #SLOT_SAMPLE} acquisitions may take for a thread to get a slot. */
    public static final long HOT = number("hot", 5_000_000);

    // Without memory.

    /** Pause of a thread that has no memory to wait in a queue, before it tries again. */
    public static final long OUT_OF_MEMORY_PAUSE = number("out-of-memory-pause", 1_000_000);

    private WaitPolicy() {}

    private static long spinning(String name, long nanos) {
        return SPINNING_CAN_PAY ? number(name, nanos) : 0;
    }

    /** As {@link #number}, for an int. */
    static int count(String name, int value) {
        long number = number(name, value);
        if (number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    PREFIX + name + "=" + number + ": must be at most " + Integer.MAX_VALUE);
        }
        return (int) number;
    }

    /** As {@link #count}, but not 0: for one in so many. */
    static int divisor(String name, int value) {
        int number = count(name, value);
        if (number == 0) {
            throw new IllegalArgumentException(PREFIX + name + "=0: must be at least 1");
        }
        return number;
    }

    /** The number that the system property gives, else the value. Package-private for tests. */
    static long number(String name, long value) {
        String property = PREFIX + name;
        String text = Privileged.property(property);
        if (text == null) {
            return value;
        }
        try {
            long number = Long.parseLong(text.trim());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(notANumber(property, text), e);
        }
        throw new IllegalArgumentException(notANumber(property, text));
    }

    private static String notANumber(String property, String text) {
        return property + "=" + text + ": must be a number of 0 or more";
    }
}
