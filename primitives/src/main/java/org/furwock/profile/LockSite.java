package org.furwock.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.furwock.watch.CreationPlace;
import org.jspecify.annotations.Nullable;

/**
 * Collects the profile of the locks of one class that one place has created. Any thread may add to
 * it at any time. To add throws nothing. Without memory for a stack or an event, it is left out.
 *
 * @since 1.0
 */
public final class LockSite {

    /** A shorter hold gets no stack. */
    private static final long LEAST_REPORTED = 10_000;

    /** So many holds of a site are timed one after the other. */
    private static final int FIRST = 64;

    /** At most 2^10 acquisitions without a slot for one sample. */
    private static final int LAST_STEP = 10;

    /** After so many samples the next ones stand for twice as many acquisitions each. */
    private static final int SAMPLES_PER_STEP = 16;

    private final String lockClass;
    private final String place;
    private final AtomicLong acquisitions = new AtomicLong();
    private final Histogram waits = new Histogram();
    private final Histogram holds = new Histogram();

    /** Threads may overwrite each other's update: then it grows a little later. */
    private int samples;

    private volatile @Nullable LongestHold longestHold;

    LockSite(String lockClass, String place) {
        this.lockClass = lockClass;
        this.place = place;
    }

    String lockClass() {
        return lockClass;
    }

    String place() {
        return place;
    }

    /**
     * Called by a reader: how many acquisitions later to sample next. Random, so that a program's
     * rhythm does not matter.
     */
    int nextInterval(long random) {
        int step = Math.min(samples / SAMPLES_PER_STEP, LAST_STEP);
        int mean = 1 << step;
        return mean == 1 ? 1 : mean / 2 + 1 + (int) (random & (mean - 1));
    }

    /** Adds so many acquisitions. */
    public void acquired(int times) {
        acquisitions.getAndAdd(times);
    }

    /** Adds a wait. */
    public void waited(long nanos) {
        waits.add(nanos, 1);
    }

    /** Whether few holds have been timed. */
    boolean isNew() {
        return samples < FIRST;
    }

    /**
     * Called by the owner of the lock: adds a hold.
     *
     * @param times the number of holds that this sample stands for; 0 if it is not a sample, but
     *     may be the longest hold
     */
    public void held(Object lock, long nanos, int times) {
        if (times > 0) {
            samples++;
            holds.add(nanos, times);
        }
        if (nanos >= ProfileOptions.TOO_LONG_NANOS || isLongest(nanos)) {
            report(lock, nanos);
        }
    }

    /** Whether it is longer by a quarter at least: so a growing maximum takes few stacks. */
    private boolean isLongest(long nanos) {
        LongestHold before = longestHold;
        long least = before == null ? LEAST_REPORTED : before.held().toNanos() / 4 * 5;
        return nanos >= least;
    }

    private void report(Object lock, long nanos) {
        try {
            holds.see(nanos);
            if (isLongest(nanos)) {
                longestHold = longestHold(nanos);
            }
            if (nanos >= ProfileOptions.TOO_LONG_NANOS) {
                LockEvents.heldTooLong(this, lock, nanos);
            }
        } catch (VirtualMachineError | LinkageError e) {
            return; // without it: the program's unlock must not fail for its profile
        }
    }

    private static LongestHold longestHold(long nanos) {
        Thread thread = Thread.currentThread();
        List<StackTraceElement> stack = new ArrayList<>(List.of(new Throwable().getStackTrace()));
        while (!stack.isEmpty() && CreationPlace.isInternal(stack.get(0).getClassName())) {
            stack.remove(0);
        }
        return new LongestHold(Duration.ofNanos(nanos), thread.getName(), stack);
    }

    LockSiteProfile snapshot() {
        Times waited = waits.snapshot();
        return new LockSiteProfile(
                lockClass,
                place,
                acquisitions.get(),
                waited.count(),
                waited,
                holds.snapshot(),
                longestHold);
    }

    @Override
    public String toString() {
        return lockClass + " of " + place;
    }
}
