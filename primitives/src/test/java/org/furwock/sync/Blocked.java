package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.TestThreads;

/** Waits until threads wait, by asking what they wait for. */
public final class Blocked {

    private static final long HANG_LIMIT = TimeUnit.SECONDS.toNanos(TestThreads.HANG_LIMIT_SECONDS);

    private Blocked() {}

    /**
     * Returns when every thread has published a blocker, which is the last thing before its sleep.
     */
    public static void await(Thread... threads) {
        long end = System.nanoTime() + HANG_LIMIT;
        for (Thread thread : threads) {
            while (LockSupport.getBlocker(thread) == null) {
                assertThat(thread.isAlive()).as("%s waits", thread).isTrue();
                assertThat(System.nanoTime() - end).as("%s waits in time", thread).isNegative();
                Thread.onSpinWait();
            }
        }
    }
}
