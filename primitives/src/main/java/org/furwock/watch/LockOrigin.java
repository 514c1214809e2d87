package org.furwock.watch;

import org.jspecify.annotations.Nullable;

/**
 * Where a lock was created, and its part in the order of locks.
 *
 * @param site the code that created it
 * @param order null if the order is not checked
 */
public record LockOrigin(String site, @Nullable OrderedLock order) {

    /** In the constructor of a lock of this class. */
    public static LockOrigin ofCaller(Class<?> lockClass) {
        String site = CreationPlace.ofCaller(lockClass);
        String description = lockClass.getName() + " created by " + site;
        return new LockOrigin(site, WatchOptions.ORDER_ON ? new OrderedLock(description) : null);
    }
}
