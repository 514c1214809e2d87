package org.furwock.locks;

import org.furwock.futex.Deadline;
import org.furwock.profile.LockProfile;
import org.furwock.profile.LockSite;
import org.furwock.profile.LockWait;
import org.furwock.profile.ProfileOptions;
import org.furwock.watch.LockOrder;
import org.furwock.watch.LockTracking;
import org.furwock.watch.OrderedLock;
import org.jspecify.annotations.Nullable;

/**
 * The owner of a {@link QueuedLock}, its profile, and its part in the order of locks.
 *
 * <p><b>Profile.</b> Without {@code -Dfurwock.profile} a method is what it is without the parts
 * that {@link ProfileOptions#ON} guards. With it, none of these parts decides anything about the
 * lock, takes part in a wake, or throws: the profile looks at a wait before the thread joins the
 * queue and after it has left it, and at a hold while the lock is held.
 *
 * <p><b>Order.</b> Without {@code -Dfurwock.order} likewise. With it, {@link LockOrder} looks at
 * the locks that the thread holds, before the thread changes anything, and may throw then.
 */
abstract class OwnedLock extends QueuedLock {

    private static final long serialVersionUID = 1L;

    /** Null if no property asks for it; a copy by serialization has none. */
    private final transient @Nullable ProfiledTracking tracking;

    @SuppressWarnings("this-escape") // which returns a class
    OwnedLock(boolean fair) {
        super(fair);
        tracking = ProfiledTracking.ON ? new ProfiledTracking(publicClass()) : null;
    }

    /** The class that programs know this lock by. */
    Class<?> publicClass() {
        return getClass();
    }

    @Override
    final @Nullable String site() {
        return LockTracking.site(tracking);
    }

    /** Null if the order of locks is not checked. */
    final @Nullable OrderedLock order() {
        return LockTracking.order(tracking);
    }

    /** By a thread that asks for the lock and may wait without a time limit. */
    final void checkOrder() {
        LockTracking.beforeLock(tracking);
    }

    /** By a thread that asks for the lock after a wait on a condition. */
    final void checkOrderAgain() {
        LockTracking.beforeRelock(tracking);
    }

    /** Whether the calling thread is the owner; no subclass of a program can override it. */
    final boolean isOwn() {
        return getExclusiveOwnerThread() == Thread.currentThread();
    }

    /** Null for a moment after an acquisition and before a release; never one that has released. */
    final @Nullable Thread owner() {
        return isHeld() ? getExclusiveOwnerThread() : null;
    }

    /** By the thread that has acquired the lock. */
    final void own() {
        setExclusiveOwnerThread(Thread.currentThread());
        LockProfile profile = profile();
        if (ProfileOptions.ON && profile != null) {
            profile.begin();
        }
        LockTracking.acquired(tracking);
    }

    /** By the owner, before the release: after it there is another owner. */
    final void disown() {
        LockTracking.released(tracking);
        LockProfile profile = profile();
        if (ProfileOptions.ON && profile != null) {
            profile.end(this);
        }
        setExclusiveOwnerThread(null);
    }

    /** As {@link #acquire}, with a look at the wait. */
    final boolean acquireWithWait(boolean interruptible, Deadline deadline) {
        LockWait wait = beginWait();
        boolean acquired = acquire(interruptible, deadline);
        endWait(wait, acquired);
        return acquired;
    }

    /** By a thread that found the lock taken: the wait that begins, or null without a profile. */
    final @Nullable LockWait beginWait() {
        LockProfile profile = profile();
        return ProfileOptions.ON && profile != null ? beginWait(profile, profile.site()) : null;
    }

    /** The same for a reader, whose waits have a site of their own. */
    final @Nullable LockWait beginWait(LockSite readers) {
        LockProfile profile = profile();
        return profile != null ? beginWait(profile, readers) : null;
    }

    private @Nullable LockProfile profile() {
        return ProfileOptions.ON && tracking != null ? tracking.profile : null;
    }

    private @Nullable LockWait beginWait(LockProfile held, LockSite waiters) {
        held.watch();
        return LockWait.begin(waiters, this, getExclusiveOwnerThread());
    }

    static void endWait(@Nullable LockWait wait, boolean acquired) {
        if (wait != null) {
            wait.end(acquired);
        }
    }
}
