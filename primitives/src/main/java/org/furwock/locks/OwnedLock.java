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
 * <p><b>Profile.</b> {@link ProfileOptions#ON} is constant. Without {@code -Dfurwock.profile} the
 * compiler leaves out what it guards. With it, the profile changes nothing about the lock, takes
 * part in no wake, and throws nothing. It records a wait before the thread joins the queue and
 * after it has left the queue, and a hold while the lock is held.
 *
 * <p><b>Order.</b> Without {@code -Dfurwock.order} nothing is checked. With it, {@link LockOrder}
 * compares the lock with those that the thread holds. It may throw, before the thread changes
 * anything.
 */
abstract class OwnedLock extends QueuedLock {

    private static final long serialVersionUID = 1L;

    /** Null if no property asks for it, and in a deserialized copy. */
    private final transient @Nullable ProfiledTracking tracking;

    @SuppressWarnings("this-escape") // publicClass() only returns a class
    OwnedLock(boolean fair) {
        super(fair);
        tracking = ProfiledTracking.ON ? new ProfiledTracking(publicClass()) : null;
    }

    /** The public class that a program uses this lock by. */
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

    /** Called by a thread that asks for the lock and may wait without a time limit. */
    final void checkOrder() {
        LockTracking.beforeLock(tracking);
    }

    /** Called by a thread that asks for the lock after a wait on a condition. */
    final void checkOrderAgain() {
        LockTracking.beforeRelock(tracking);
    }

    /** Whether the calling thread is the owner. A program cannot override this method. */
    final boolean isOwn() {
        return getExclusiveOwnerThread() == Thread.currentThread();
    }

    /**
     * The owner. Null also for a moment after an acquisition and before a release. Never a thread
     * that has released the lock.
     */
    final @Nullable Thread owner() {
        return isHeld() ? getExclusiveOwnerThread() : null;
    }

    /** Called by the thread that has acquired the lock. */
    final void own() {
        setExclusiveOwnerThread(Thread.currentThread());
        LockProfile profile = profile();
        if (ProfileOptions.ON && profile != null) {
            profile.begin();
        }
        LockTracking.acquired(tracking);
    }

    /** Called by the owner, before the release: after it there is another owner. */
    final void disown() {
        LockTracking.released(tracking);
        LockProfile profile = profile();
        if (ProfileOptions.ON && profile != null) {
            profile.end(this);
        }
        setExclusiveOwnerThread(null);
    }

    /** As {@link #acquire}; the profile records the wait. */
    final boolean acquireWithWait(boolean interruptible, Deadline deadline) {
        LockWait wait = beginWait();
        boolean acquired = acquire(interruptible, deadline);
        endWait(wait, acquired);
        return acquired;
    }

    /** Called by a thread that found the lock held: begins a wait; null without a profile. */
    final @Nullable LockWait beginWait() {
        LockProfile profile = profile();
        return ProfileOptions.ON && profile != null ? beginWait(profile, profile.site()) : null;
    }

    /** The same for a reader: the waits of readers have a site of their own. */
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
