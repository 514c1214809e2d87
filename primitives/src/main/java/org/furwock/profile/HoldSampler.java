package org.furwock.profile;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.lowlevel.Privileged;
import org.jspecify.annotations.Nullable;

/**
 * Marks the locks whose mark is used up, and collects how often they were acquired.
 *
 * <p>Its queue is a stack that threads push profiles on and that the sampler takes as a whole. A
 * push takes no memory. Only the sampler's thread and callers of {@link #collectAll} take.
 */
final class HoldSampler {

    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(10);

    /** Bounds what the sampler costs in a program of very many locks: 1 ms a period, about. */
    private static final int MOST_A_PERIOD = 2_000;

    private static final AtomicReference<@Nullable LockProfile<?>> QUEUE = new AtomicReference<>();

    /** Taken from the queue and not marked yet; guarded by this class's monitor. */
    private static @Nullable LockProfile<?> pending;

    static {
        Privileged.call(HoldSampler::start);
    }

    private HoldSampler() {}

    private static Thread start() {
        Thread thread = new Thread(null, HoldSampler::run, "furwock-profile", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        return thread;
    }

    private static void run() {
        while (true) {
            LockSupport.parkNanos(PERIOD);
            collect(MOST_A_PERIOD);
        }
    }

    /** By the thread that has set its {@code queued}. */
    static void push(LockProfile<?> profile) {
        LockProfile<?> top;
        do {
            top = QUEUE.get();
            profile.next = top;
        } while (!QUEUE.compareAndSet(top, profile));
    }

    /** Collects from all locks that were acquired since the last time. */
    static void collectAll() {
        collect(Integer.MAX_VALUE);
    }

    private static synchronized void collect(int most) {
        collectPending(most);
        if (pending == null) {
            pending = QUEUE.getAndSet(null);
            collectPending(most);
        }
    }

    private static void collectPending(int most) {
        LockProfile<?> profile = pending;
        for (int i = 0; i < most && profile != null; i++) {
            LockProfile<?> next = profile.next; // before it may come back to the queue
            profile.markAndCollect();
            profile = next;
        }
        pending = profile;
    }
}
