package org.furwock.sync;

import java.util.function.BooleanSupplier;

/**
 * How long a thread stays awake before it sleeps: what it waits for may come sooner than a sleep
 * and a wake would take, above all if the others only need a processor. It grows with success and
 * shrinks with failure, so that it costs nearly nothing where it does not pay.
 *
 * <p>Each thread has its own, for each thing that it waits for: no memory is shared.
 *
 * <p>A yield may take long on a busy machine, as long as others have work to do. That counts as a
 * failure. A time-out can be late by that, as by any other wait for a processor; an interrupt is
 * seen at the end.
 */
final class Patience {

    /** Little more than a sleep and a wake take, in nanoseconds. */
    private static final long MOST = 30_000;

    /** Before the first yield: about a microsecond. */
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 50 : 0;

    /**
     * Whoever is away so long has yielded to somebody with work of his own, in nanoseconds: below a
     * time slice, and above the turns of some dozens that wait for the same.
     */
    private static final long FOREIGN_TURN = 300_000;

    /** How many failures go by before it is tried again, at first and at most. */
    private static final int FIRST_REST = 32;

    private static final int LONGEST_REST = 1024;

    private long nanos = MOST;
    private int rest = FIRST_REST;
    private int failures;

    /** One for each thread. */
    static ThreadLocal<Patience> ofEachThread() {
        return ThreadLocal.withInitial(Patience::new);
    }

    /** Whether the condition came true before the patience was at its end. */
    boolean yieldUntil(BooleanSupplier condition) {
        long start = System.nanoTime();
        long waited = 0;
        boolean met = condition.getAsBoolean();
        while (!met && waited < nanos) {
            Thread.yield();
            met = condition.getAsBoolean();
            waited = System.nanoTime() - start;
        }
        learn(met && waited < FOREIGN_TURN);
        return met;
    }

    /**
     * The same, if it may come from another processor at any moment: that is seen sooner without
     * system calls and a look at the clock in between. But should both threads be on one processor,
     * only a yield lets the other one run.
     */
    boolean spinThenYieldUntil(BooleanSupplier condition) {
        for (int i = 0; i < SPINS && nanos > 0; i++) {
            if (condition.getAsBoolean()) {
                learn(true);
                return true;
            }
            Thread.onSpinWait();
        }
        return yieldUntil(condition);
    }

    /** Half as long after a failure; in full again after a rest, since times change. */
    private void learn(boolean paid) {
        if (paid) {
            failures = 0;
            rest = FIRST_REST;
            nanos = MOST;
        } else if (++failures < rest) {
            nanos /= 2;
        } else {
            failures = 0;
            rest = Math.min(LONGEST_REST, 2 * rest);
            nanos = MOST;
        }
    }
}
