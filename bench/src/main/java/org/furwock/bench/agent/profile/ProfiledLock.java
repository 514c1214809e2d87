package org.furwock.bench.agent.profile;

import org.furwock.profile.LockSite;
import org.furwock.profile.LockWait;
import org.jspecify.annotations.Nullable;

/**
 * The profile of one lock of the JDK, or of a semaphore. All its holds are timed.
 *
 * <p>{@code depth} and {@code begin} belong to the thread that holds the lock. Other threads read
 * {@code owner} only. A read lock has many holders, so each thread keeps its own hold.
 */
final class ProfiledLock {

    private static final class Hold {
        private int depth;
        private long begin;
    }

    private final LockSite site;

    /** Null for a lock that one thread holds. */
    private final @Nullable ThreadLocal<Hold> reads;

    private final Hold own = new Hold();

    /** Of a read lock, its write lock; null otherwise, or if it is not known. */
    private final @Nullable ProfiledLock writes;

    private volatile @Nullable Thread owner;

    private ProfiledLock(
            LockSite site, @Nullable ThreadLocal<Hold> reads, @Nullable ProfiledLock writes) {
        this.site = site;
        this.reads = reads;
        this.writes = writes;
    }

    static ProfiledLock exclusive(LockSite site) {
        return new ProfiledLock(site, null, null);
    }

    @SuppressWarnings("ThreadLocalUsage") // the holds are of a thread and a lock
    static ProfiledLock shared(LockSite site, @Nullable ProfiledLock writes) {
        return new ProfiledLock(site, new ThreadLocal<>(), writes);
    }

    /** Begins a wait if another thread is seen to hold the lock; else null. */
    @Nullable LockWait beginWait(Object lock) {
        Thread holder = writes != null ? writes.owner : owner;
        return holder == null || holder == Thread.currentThread()
                ? null
                : LockWait.begin(site, lock, holder);
    }

    /** Begins a wait of a semaphore, which has no owner. */
    @Nullable LockWait beginWaitForPermit(Object semaphore) {
        return LockWait.begin(site, semaphore, null);
    }

    void countAcquisition() {
        site.acquired(1);
    }

    /** Called by a thread that has acquired the lock. */
    void acquired() {
        Hold hold = hold();
        hold.depth++;
        if (hold.depth == 1) {
            site.acquired(1);
            begin(hold);
        }
    }

    private void begin(Hold hold) {
        if (reads == null) {
            owner = Thread.currentThread();
        }
        hold.begin = System.nanoTime();
    }

    /**
     * Called by the thread that is about to release the lock. Returns the duration of the hold, or
     * 0 if the thread still holds the lock afterwards.
     */
    long released() {
        if (!isOwn()) {
            return 0; // code that is not included may have acquired it
        }
        Hold hold = hold();
        hold.depth--;
        return hold.depth == 0 ? end(hold) : 0;
    }

    private long end(Hold hold) {
        owner = null;
        if (reads != null) {
            reads.remove();
        }
        return Math.max(System.nanoTime() - hold.begin, 1);
    }

    /** Called by that thread, after the release. */
    void report(Object lock, long held) {
        if (held != 0) {
            site.held(lock, held, 1);
        }
    }

    /**
     * Called by the owner that is about to wait on a condition. Returns its number of holds, and
     * their time.
     */
    long[] pause() {
        int depth = isOwn() ? own.depth : 0;
        if (depth == 0) {
            return new long[] {0, 0};
        }
        own.depth = 0;
        return new long[] {depth, end(own)};
    }

    /** Called by that thread after it has reacquired the lock. */
    void resume(long depth) {
        if (depth != 0) {
            own.depth = (int) depth;
            begin(own);
        }
    }

    private boolean isOwn() {
        return reads == null ? owner == Thread.currentThread() : reads.get() != null;
    }

    private Hold hold() {
        if (reads == null) {
            return own;
        }
        Hold hold = reads.get();
        if (hold == null) {
            hold = new Hold();
            reads.set(hold);
        }
        return hold;
    }
}
