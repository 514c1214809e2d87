package org.furwock.sync;

import java.util.function.BooleanSupplier;

/**
 * How long a thread stays awake before it sleeps: what it waits for may come sooner than a sleep
 * and a wake would take, above all if the others only need a processor. It grows with success and
 * shrinks with failure, so that it costs nearly nothing where it does not pay.
 *
 * <p>Each thread has its own, for each thing that it waits for: no memory is shared.
 *
 * <p>A yield may take long on a busy machine, as long as others have work to do. So a time-out can
 * be late by that, as by any other wait for a processor; an interrupt is seen at the end.
 */
final class Patience {

    /** Little more than a sleep and a wake take, in nanoseconds. */
    private static final long MOST = 30_000;

    private static final int FAILURES_UNTIL_NEXT_TRIAL = 32;

    private long nanos = MOST;
    private int failures;

    /** One for each thread. */
    static ThreadLocal<Patience> ofEachThread() {
        return ThreadLocal.withInitial(Patience::new);
    }

    /** Whether the condition came true before the patience was at its end. */
    boolean yieldUntil(BooleanSupplier condition) {
        return awaitOn(Thread::yield, condition);
    }

    /** The same for one who has a processor to itself: quicker to see it, and keeps it busy. */
    boolean spinUntil(BooleanSupplier condition) {
        return awaitOn(Thread::onSpinWait, condition);
    }

    private boolean awaitOn(Runnable pause, BooleanSupplier condition) {
        long start = System.nanoTime();
        boolean met = condition.getAsBoolean();
        while (!met && System.nanoTime() - start < nanos) {
            pause.run();
            met = condition.getAsBoolean();
        }
        learn(met);
        return met;
    }

    /** Half as long after a failure; in full again after many, since times change. */
    private void learn(boolean met) {
        failures = met ? 0 : failures + 1;
        boolean trial = failures % FAILURES_UNTIL_NEXT_TRIAL == 0;
        nanos = trial ? MOST : nanos / 2;
    }
}
