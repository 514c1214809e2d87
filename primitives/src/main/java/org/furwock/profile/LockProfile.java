package org.furwock.profile;

/**
 * What one exclusive lock adds to the profile of its site. An uncontended round costs a few plain
 * accesses: it counts down to the next sample, and notes the tick of {@link LockClock} in which the
 * hold began.
 *
 * <p><b>Samples.</b> A sampled hold is timed by {@link System#nanoTime()} and stands for the
 * acquisitions since the last sample. <b>Long holds</b> are found whether sampled or not: the tick
 * has changed when the lock is released. Their length is what certainly has passed, up to two ticks
 * too short.
 *
 * <p><b>Memory ordering.</b> The fields are read and written by the owner of the lock only, after
 * it has acquired the lock and before it releases it, so the lock guards them.
 */
public final class LockProfile {

    /** In place of a tick: the hold is a sample. */
    private static final int SAMPLED = -1;

    private final LockSite site;

    /** How many acquisitions are left until the next sample. */
    private int left;

    /** The number of acquisitions that the next sample stands for. */
    private int interval;

    /** The tick in which the hold began, or {@link #SAMPLED}. */
    private int beginTick;

    /** The number of acquisitions that the sampled hold stands for. */
    private int weight;

    /** When a sampled hold began. */
    private long beginNanos;

    /** The profile of a new lock. */
    public LockProfile(LockSite site) {
        this.site = site;
        interval = site.nextInterval(System.nanoTime());
        left = interval - 1;
    }

    /** The site that created the lock. */
    public LockSite site() {
        return site;
    }

    /** By the thread that has just acquired the lock. */
    public void begin() {
        beginTick = LockClock.tick;
        left--;
        if (left < 0) {
            sample();
        }
    }

    private void sample() {
        long now = System.nanoTime();
        site.acquired(interval);
        weight = interval;
        interval = site.nextInterval(now);
        left = interval - 1;
        beginTick = SAMPLED;
        beginNanos = now;
    }

    /**
     * By the owner that is about to release the lock.
     *
     * @return for how long it was held, if that is to be reported after the release; else 0
     */
    public long end() {
        return beginTick == LockClock.tick ? 0 : endOfSampleOrLong();
    }

    private long endOfSampleOrLong() {
        long held;
        if (beginTick == SAMPLED) {
            held = System.nanoTime() - beginNanos;
            site.held(held, weight);
        } else {
            held = LockClock.nanosBetween(beginTick, LockClock.tick);
        }
        return held > 0 && site.isReported(held) ? held : 0;
    }
}
