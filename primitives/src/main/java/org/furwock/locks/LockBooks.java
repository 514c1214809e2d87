package org.furwock.locks;

import org.furwock.profile.LockProfile;
import org.furwock.profile.LockSites;
import org.furwock.profile.ProfileOptions;
import org.furwock.watch.LockOrigin;
import org.furwock.watch.OrderedLock;
import org.jspecify.annotations.Nullable;

/** What is kept about one lock if a property asks for it. */
final class LockBooks {

    final String site;
    final @Nullable LockProfile profile;
    final @Nullable OrderedLock order;

    /** In the constructor of a lock. */
    LockBooks(Class<?> lockClass) {
        LockOrigin origin = LockOrigin.ofCaller(lockClass);
        site = origin.site();
        order = origin.order();
        profile =
                ProfileOptions.ON ? new LockProfile(LockSites.of(lockClass.getName(), site)) : null;
    }
}
