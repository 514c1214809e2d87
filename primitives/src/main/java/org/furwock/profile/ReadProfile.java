package org.furwock.profile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.furwock.futex.lowlevel.FieldHandles;
import org.jspecify.annotations.Nullable;

/**
 * Adds the holds of one read lock to the profile of its site. Many threads hold the lock at once.
 * Of the holds without a slot, one at a time is timed. Long holds are found only among the samples.
 *
 * <p><b>Memory ordering.</b> The thread that has put itself into {@code sampled}, by a
 * compare-and-set, owns the fields of the sample until it takes itself out by a volatile write. The
 * countdown is plain: readers that overwrite each other's step sample a little later.
 *
 * @since 1.0
 */
public final class ReadProfile {

    /** A reader with a slot counts its acquisitions in the slot. One in so many is a sample. */
    private static final int SLOT_INTERVAL = 1024;

    private static final VarHandle SAMPLED =
            FieldHandles.find(MethodHandles.lookup(), "sampled", Thread.class);

    private final LockSite site;

    /** How many acquisitions without a slot are left until the next sample. */
    private int left;

    /** The number of acquisitions that the next such sample stands for. */
    private int interval;

    /** The thread whose hold is timed. */
    private volatile @Nullable Thread sampled;

    private long beginNanos;
    private int weight;

    /** The profile of a new lock. */
    public ReadProfile(LockSite site) {
        this.site = site;
        interval = site.nextInterval(System.nanoTime());
        left = interval - 1;
    }

    /** The site that created the lock. */
    public LockSite site() {
        return site;
    }

    /** Whether the acquisition of this number by a slot is a sample. */
    public static boolean isSample(int acquisitions) {
        return (acquisitions & (SLOT_INTERVAL - 1)) == 0;
    }

    /** Called by a thread with a sampled hold: the time now, which {@link #endBySlot} needs. */
    public long beginBySlot() {
        site.acquired(SLOT_INTERVAL);
        return System.nanoTime();
    }

    /** Called by that thread, which is about to release the lock. */
    public void endBySlot(Object lock, long begin) {
        site.held(lock, System.nanoTime() - begin, SLOT_INTERVAL);
    }

    /** Called by a thread that has acquired the lock without a slot. */
    public void begin() {
        left--;
        if (left < 0) {
            int past = interval;
            interval = site.nextInterval(System.nanoTime());
            left = interval - 1;
            sample(past);
        }
    }

    private void sample(int acquisitions) {
        site.acquired(acquisitions);
        Thread before = sampled;
        boolean free = before == null || !before.isAlive();
        if (free && SAMPLED.compareAndSet(this, before, Thread.currentThread())) {
            weight = acquisitions;
            beginNanos = System.nanoTime();
        }
    }

    /**
     * Called by a thread that is about to release a hold without a slot: adds it, if it is timed.
     */
    public void end(Object lock) {
        if (sampled == Thread.currentThread()) {
            site.held(lock, System.nanoTime() - beginNanos, weight);
            sampled = null;
        }
    }
}
