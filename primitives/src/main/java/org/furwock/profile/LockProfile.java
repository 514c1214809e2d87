package org.furwock.profile;

import java.util.concurrent.TimeUnit;

/**
 * Adds the holds of one exclusive lock to the profile of its site.
 *
 * <p><b>Samples.</b> An untimed hold costs a decrement and a comparison. The first holds of a site
 * are timed one after the other. Then the interval between two timed holds doubles while they are
 * less than 50 µs apart, and halves while they are further apart. So about 20 000 holds in a second
 * are timed, and all if the lock is acquired less often. The interval is random, so that a
 * program's rhythm does not matter.
 *
 * <p><b>Long holds.</b> If a thread finds the lock held and is about to wait, the rest of that hold
 * is timed ({@link #watch}). Such a hold is not a sample, but it can be the longest one.
 *
 * <p><b>Memory ordering.</b> The lock guards all fields, except that {@link #watch} writes {@code
 * heldSince} without it. If the owner releases the lock at that moment, the next owner resets the
 * field. If it has begun its hold already, that hold seems longer by the time between the look at
 * the clock and the write; a thread that was interrupted there takes its write back.
 *
 * @since 1.0
 */
public final class LockProfile {

    /** A timed hold costs about 0.1 µs. */
    private static final long SAMPLE_PERIOD = TimeUnit.MICROSECONDS.toNanos(50);

    private static final long LONGEST_WRITE = TimeUnit.MILLISECONDS.toNanos(1);

    private static final int LONGEST_INTERVAL = 1024;

    private final LockSite site;

    /** The number of acquisitions before the next timed one. */
    private int left;

    /**
     * The number of acquisitions that the next timed one stands for, and the mean of this number.
     */
    private int interval = 1;

    private int meanInterval = 1;

    /** The number of acquisitions that the timed hold stands for; 0 if it is not a sample. */
    private int weight;

    private long sampledAt = System.nanoTime();

    /** When the timed hold began; 0 if the hold is not timed. */
    private long heldSince;

    /** The profile of a new lock. */
    public LockProfile(LockSite site) {
        this.site = site;
    }

    /** The site that created the lock. */
    public LockSite site() {
        return site;
    }

    /** Called by the thread that has acquired the lock. */
    public void begin() {
        left--;
        if (left < 0) {
            sample();
        } else if (heldSince != 0) { // a late write for the hold before
            heldSince = 0;
        }
    }

    /** Called by a thread that found the lock held and is about to wait for it. */
    public void watch() {
        if (heldSince == 0) {
            long now = System.nanoTime();
            heldSince = now;
            if (System.nanoTime() - now > LONGEST_WRITE && heldSince == now) {
                heldSince = 0;
            }
        }
    }

    private void sample() {
        long now = System.nanoTime();
        boolean often = now - sampledAt < SAMPLE_PERIOD && !site.isNew();
        meanInterval =
                often
                        ? Math.min(2 * meanInterval, LONGEST_INTERVAL)
                        : Math.max(meanInterval / 2, 1);
        weight = interval;
        interval = meanInterval / 2 + 1 + (int) (now & (meanInterval - 1));
        left = interval - 1;
        sampledAt = now;
        heldSince = now;
        site.acquired(weight);
    }

    /** Called by the owner that is about to release the lock. */
    public void end(Object lock) {
        if (heldSince != 0) {
            site.held(lock, System.nanoTime() - heldSince, weight);
            heldSince = 0;
            weight = 0;
        }
    }
}
