package org.furwock.locks;

import org.furwock.futex.Deadline;
import org.furwock.profile.LockProfile;
import org.furwock.profile.LockSite;
import org.furwock.profile.LockSites;
import org.furwock.profile.LockWait;
import org.furwock.profile.ProfileOptions;
import org.jspecify.annotations.Nullable;

/**
 * The owner of a {@link QueuedLock}, and its profile.
 *
 * <p><b>Profile.</b> Without {@code -Dfurwock.profile} a method is what it is without the parts
 * that {@link ProfileOptions#ON} guards. With it, none of these parts decides anything about the
 * lock, takes part in a wake, or throws: the profile looks at a wait before the thread joins the
 * queue and after it has left it, and at a hold while the lock is held.
 */
abstract class OwnedLock extends QueuedLock {

    private static final long serialVersionUID = 1L;

    /** Null without a profile; a copy by serialization has none. */
    private final transient @Nullable LockProfile profile;

    @SuppressWarnings("this-escape") // which returns a class
    OwnedLock(boolean fair) {
        super(fair);
        profile = ProfileOptions.ON ? new LockProfile(LockSites.ofCaller(publicClass())) : null;
    }

    /** The class that programs know this lock by. */
    Class<?> publicClass() {
        return getClass();
    }

    /** By the thread that has acquired the lock. */
    final void own() {
        setExclusiveOwnerThread(Thread.currentThread());
        if (ProfileOptions.ON && profile != null) {
            profile.begin();
        }
    }

    /** By the owner, before the release: after it there is another owner. */
    final void disown() {
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
        return ProfileOptions.ON && profile != null ? beginWait(profile, profile.site()) : null;
    }

    /** The same for a reader, whose waits have a site of their own. */
    final @Nullable LockWait beginWait(LockSite readers) {
        return profile != null ? beginWait(profile, readers) : null;
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
