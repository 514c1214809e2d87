package org.furwock.profile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What one exclusive lock adds to the profile of its site. An uncontended round costs the lock one
 * increment of a field.
 *
 * <p><b>Samples.</b> A lock that is <i>marked</i> takes a way of its own when it is acquired: that
 * hold is timed. A new lock is marked, and one whose site has few samples is marked again with each
 * release. Later {@link HoldSampler} marks the locks whose mark is used up, some hundred times a
 * second. So each hold of a lock that is seldom acquired is timed, and of the others so many a
 * second.
 *
 * <p><b>Memory ordering.</b> {@code beginNanos} is guarded by the lock, {@code collected} by the
 * sampler's monitor. {@code next} and {@code kept} belong to the thread that changed {@code queued}
 * to true, until it pushes the profile, and then to the sampler, until it changes it back.
 *
 * @param <L> the lock's type
 */
public abstract class LockProfile<L> extends WeakReference<L> {

    private static final VarHandle QUEUED;

    static {
        try {
            QUEUED =
                    MethodHandles.lookup()
                            .findVarHandle(LockProfile.class, "queued", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final LockSite site;

    /** Whether the sampler has this, or is about to. */
    @SuppressWarnings("UnusedVariable") // read by QUEUED
    private volatile boolean queued;

    /** When the timed hold began; 0 if the hold is not timed. */
    private long beginNanos;

    /** When the last timed hold ended; racy if the lock is contended just then. */
    private long timedEnd = System.nanoTime();

    /** The acquisitions that the site knows of. */
    private int collected;

    /** Keeps the lock, until its acquisitions are collected. */
    private @Nullable L kept;

    /** In the sampler's queue. */
    @Nullable LockProfile<?> next;

    /** The profile of a new lock. */
    protected LockProfile(L lock, LockSite site) {
        super(lock);
        this.site = site;
    }

    /** The site that created the lock. */
    public final LockSite site() {
        return site;
    }

    /** How often the lock was acquired, modulo 2^32. */
    protected abstract int acquisitionsOf(L lock);

    /** Has the next hold timed: false if the lock is held. */
    protected abstract boolean mark(L lock);

    /** By the thread that has acquired the marked lock. */
    public final void beginTimed() {
        beginNanos = System.nanoTime();
    }

    /** By the owner of a lock that it did not acquire for a hold: leaves its time out. */
    public final void cancelTimed() {
        if (beginNanos != 0) {
            beginNanos = 0;
            enqueue(get());
        }
    }

    /**
     * By the owner that is about to release the lock: adds the hold to the site, if it is timed.
     *
     * @return whether it is
     */
    public final boolean endTimed() {
        long begin = beginNanos;
        L lock = get();
        if (begin == 0 || lock == null) {
            return false;
        }
        beginNanos = 0;
        timedEnd = System.nanoTime();
        site.held(lock, timedEnd - begin, 1);
        enqueue(lock);
        return true;
    }

    /**
     * By the last owner, after the release: reports its hold if it is long, unless it was timed.
     *
     * @param found when another thread has found the lock held by that hold
     */
    public final void endFound(Object lock, long found) {
        if (timedEnd - found < 0) {
            site.heldAtLeast(lock, System.nanoTime() - found);
        }
    }

    /** Whether a release after a timed hold should mark the lock again. */
    public final boolean isMarkedAgain() {
        return site.isNew();
    }

    private void enqueue(@Nullable L lock) {
        if (QUEUED.compareAndSet(this, false, true)) {
            kept = lock;
            HoldSampler.push(this);
        }
    }

    /** By the sampler, which has taken this out of its queue: marks the lock, or comes back. */
    final void markAndCollect() {
        L lock = kept != null ? kept : get();
        kept = null;
        queued = false; // before the mark: the hold that uses it up enqueues this again
        if (lock == null) {
            return;
        }
        if (!mark(lock)) {
            enqueue(null); // it may be held for ever: does not keep it
        }
        int now = acquisitionsOf(lock); // after the mark, which no uncounted acquisition precedes
        site.acquired(now - collected);
        collected = now;
    }
}
