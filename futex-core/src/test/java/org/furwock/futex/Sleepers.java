package org.furwock.futex;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits until threads are asleep. It asks the engine, and never assumes it. */
public final class Sleepers {

    private static final long LOOK_AGAIN_NANOS = 20_000;

    private Sleepers() {}

    /** Returns when exactly this number of threads sleep at the word. */
    public static void awaitAsleep(FutexWord word, int count) {
        await(
                () -> Futex.sleepers(word) == count,
                () -> count + " should sleep at " + word + ", not " + Futex.sleepers(word));
    }

    /** Wakes one sleeper. Waits for it if it is between two sleeps. */
    public static void wakeOne(FutexWord word) {
        await(() -> Futex.wake(word, 1) == 1, () -> "no thread can be woken at " + word);
    }

    /** Returns when the condition holds. */
    public static void await(BooleanSupplier condition, Supplier<String> complaint) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TestThreads.HANG_LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(complaint.get());
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** Repeats the wait while it ends spuriously. */
    public static WaitResult despiteSpurious(Supplier<WaitResult> wait) {
        WaitResult result;
        do {
            result = wait.get();
        } while (result == WaitResult.SPURIOUS);
        return result;
    }
}
