package org.furwock.locks;

import org.furwock.profile.LockProfile;
import org.furwock.profile.LockSite;

/** Lets the profile count the acquisitions of a lock, and mark it. */
final class HoldProfile extends LockProfile<OwnedLock> {

    HoldProfile(OwnedLock lock, LockSite site) {
        super(lock, site);
    }

    @Override
    protected int acquisitionsOf(OwnedLock lock) {
        return lock.acquisitions;
    }

    @Override
    protected boolean mark(OwnedLock lock) {
        return lock.mark();
    }
}
