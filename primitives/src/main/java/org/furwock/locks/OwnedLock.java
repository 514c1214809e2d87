package org.furwock.locks;

import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.furwock.profile.LockProfile;
import org.furwock.profile.LockSites;
import org.furwock.profile.LockWait;
import org.furwock.profile.ProfileOptions;
import org.jspecify.annotations.Nullable;

/**
 * The owner of an exclusive lock, and the profile of its holds and waits.
 *
 * <p><b>Profile.</b> Without {@code -Dfurwock.profile} each method is what it is without the parts
 * that {@link ProfileOptions#ON} guards. With it, no part decides anything about the lock: waits
 * are looked at before the thread joins the queue and after it has left it, holds after the lock is
 * acquired and before it is released, and long holds are reported after the release. None of these
 * parts throws, or takes part in a wake.
 */
abstract class OwnedLock extends AbstractOwnableSynchronizer {

    private static final long serialVersionUID = 1L;

    /** Null without a profile; a copy by serialization has none. */
    private final transient @Nullable LockProfile profile;

    @SuppressWarnings("this-escape") // which returns a class
    OwnedLock() {
        profile = ProfileOptions.ON ? new LockProfile(LockSites.ofCaller(publicClass())) : null;
    }

    /** The class that programs know this lock by. */
    Class<?> publicClass() {
        return getClass();
    }

    /** By the thread that has acquired the lock. */
    final void beginHold() {
        setExclusiveOwnerThread(Thread.currentThread());
        if (ProfileOptions.ON && profile != null) {
            profile.begin();
        }
    }

    /** By the owner, before it releases the lock: returns what {@link #reportHold} needs. */
    final long endHold() {
        long held = ProfileOptions.ON && profile != null ? profile.end() : 0;
        setExclusiveOwnerThread(null); // before the release: after it there is another owner
        return held;
    }

    /** By the last owner, after the release. */
    final void reportHold(long held) {
        if (ProfileOptions.ON && profile != null && held != 0) {
            profile.site().reportHold(this, held);
        }
    }

    /** By a thread that found the lock taken: the wait that begins, or null without a profile. */
    final @Nullable LockWait beginWait() {
        return ProfileOptions.ON && profile != null
                ? LockWait.begin(profile.site(), this, getExclusiveOwnerThread())
                : null;
    }
}
