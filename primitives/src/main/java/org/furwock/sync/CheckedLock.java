package org.furwock.sync;

import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.furwock.watch.LockNames;
import org.furwock.watch.LockTracking;
import org.furwock.watch.WatchOptions;
import org.jspecify.annotations.Nullable;

/** The owner of a lock on a word, and its part in the order of locks if that is checked. */
abstract class CheckedLock extends AbstractOwnableSynchronizer {

    private static final long serialVersionUID = 1L;

    static { // A thread must be able to wait in a full heap.
        WordWait.load();
    }

    /** Null if no property asks for it. */
    private final transient @Nullable LockTracking tracking;

    @SuppressWarnings("this-escape") // weakly, to a table
    CheckedLock() {
        tracking = WatchOptions.ANY_ON ? new LockTracking(getClass()) : null;
        LockNames.link(this, LockTracking.order(tracking));
    }

    /** By the thread that has acquired the lock. */
    final void own() {
        setExclusiveOwnerThread(Thread.currentThread());
        LockTracking.acquired(tracking);
    }

    /** By the owner, before the release: after it there is another owner. */
    final void disown() {
        LockTracking.released(tracking);
        setExclusiveOwnerThread(null);
    }

    /** By a thread that asks for the lock and may wait without a time limit. */
    final void checkOrder() {
        LockTracking.beforeLock(tracking);
    }

    /** By a thread that asks for the lock after a wait on a condition. */
    final void checkOrderAgain() {
        LockTracking.beforeRelock(tracking);
    }

    /** By any thread: the code that created it, if it is known. */
    final @Nullable String site() {
        return LockTracking.site(tracking);
    }

    /** By any thread: the owner, as it was written last. */
    final @Nullable Thread owner() {
        return getExclusiveOwnerThread();
    }
}
