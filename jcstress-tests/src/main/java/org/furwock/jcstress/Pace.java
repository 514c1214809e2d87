package org.furwock.jcstress;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Brings both actors of a test to the racing steps at the same time. */
public final class Pace {

    private static final int[] NOT_CACHED = new int[16 << 20];
    private static final int PAGE = 1024 + 16;
    private static final int DELAYING_STORES = 40;

    private static int place;

    private static final int SPINS_BEFORE_YIELD = 1000;
    private static final long HALF_A_SECOND = 500_000_000L;

    private Pace() {}

    /** Spends a random time of at most this many turns, each of some tens of nanoseconds. */
    public static void dawdle(int maxTurns) {
        int turns = ThreadLocalRandom.current().nextInt(maxTurns);
        for (int i = 0; i < turns; i++) {
            Thread.onSpinWait();
        }
    }

    /** Spins until the condition is true. The condition must be certain to become true. */
    public static void until(BooleanSupplier condition) {
        for (int i = 0; !condition.getAsBoolean(); i++) {
            if (i < SPINS_BEFORE_YIELD) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    /**
     * Spins until a thread sleeps or is about to sleep: until it has published its blocker. Spins
     * for half a second at most, because some locks publish no blocker.
     */
    public static void untilBlocked(Thread thread) {
        long end = System.nanoTime() + HALF_A_SECOND;
        until(() -> LockSupport.getBlocker(thread) != null || System.nanoTime() - end > 0);
    }

    /**
     * Fills the store buffer with stores to memory that is in no cache. So the next stores of the
     * calling thread become visible late. Only one thread of a test may call it at a time.
     */
    public static void delayStores() {
        for (int i = 0; i < DELAYING_STORES; i++) {
            place = (place + PAGE) & (NOT_CACHED.length - 1);
            NOT_CACHED[place] = i;
        }
    }
}
