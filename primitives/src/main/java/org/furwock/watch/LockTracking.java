package org.furwock.watch;

import org.jspecify.annotations.Nullable;

/**
 * Where a lock was created, and its part in the order of locks. A lock has one if a property asks
 * for that, else null: the static methods take either.
 */
public class LockTracking {

    /** The code that created the lock. */
    protected final String site;

    /** Null if the order is not checked. */
    private final @Nullable OrderedLock order;

    /** In the constructor of a lock of this class. */
    public LockTracking(Class<?> lockClass) {
        site = CreationPlace.ofCaller(lockClass);
        String description = lockClass.getName() + " created by " + site;
        order = WatchOptions.ORDER_ON ? new OrderedLock(description) : null;
    }

    /** Called by any thread: the code that created the lock, if it is known. */
    public static @Nullable String site(@Nullable LockTracking lock) {
        return lock == null ? null : lock.site;
    }

    /** The lock's part in the order; null if the order is not checked. */
    public static @Nullable OrderedLock order(@Nullable LockTracking lock) {
        return WatchOptions.ORDER_ON && lock != null ? lock.order : null;
    }

    /** Called by a thread that asks for the lock and may wait without a time limit. */
    public static void beforeLock(@Nullable LockTracking lock) {
        if (WatchOptions.ORDER_ON) {
            LockOrder.before(order(lock));
        }
    }

    /** Called by a thread that asks for the lock after a wait on a condition. */
    public static void beforeRelock(@Nullable LockTracking lock) {
        if (WatchOptions.ORDER_ON) {
            LockOrder.beforeRelock(order(lock));
        }
    }

    /** Called by the thread that has acquired the lock. */
    public static void acquired(@Nullable LockTracking lock) {
        if (WatchOptions.ORDER_ON) {
            LockOrder.acquired(order(lock));
        }
    }

    /** Called by the owner, before the release. */
    public static void released(@Nullable LockTracking lock) {
        if (WatchOptions.ORDER_ON) {
            LockOrder.released(order(lock));
        }
    }
}
