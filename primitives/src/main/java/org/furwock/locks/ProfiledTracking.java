package org.furwock.locks;

import org.furwock.profile.LockProfile;
import org.furwock.profile.LockSites;
import org.furwock.profile.ProfileOptions;
import org.furwock.watch.LockTracking;
import org.furwock.watch.WatchOptions;
import org.jspecify.annotations.Nullable;

/** The tracking of a lock that can have a profile. */
final class ProfiledTracking extends LockTracking {

    /** Whether a property asks for the tracking of locks. */
    static final boolean ON = ProfileOptions.ON || WatchOptions.ANY_ON;

    /** Null without a profile. */
    final @Nullable LockProfile profile;

    /** In the constructor of a lock of this class. */
    ProfiledTracking(Class<?> lockClass) {
        super(lockClass);
        profile =
                ProfileOptions.ON ? new LockProfile(LockSites.of(lockClass.getName(), site)) : null;
    }
}
