package org.furwock.sync;

import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.furwock.watch.LockNames;
import org.furwock.watch.LockTracking;
import org.furwock.watch.WatchOptions;
import org.jspecify.annotations.Nullable;

/** The owner of a lock on a word, and the check of the order of locks. */
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

    /** Called by the thread that has acquired the lock. */
    final void own() {
        setExclusiveOwnerThread(Thread.currentThread());
        LockTracking.acquired(tracking);
    }

    /** Called by the owner, before the release: after it there is another owner. */
    final void disown() {
        LockTracking.released(tracking);
        setExclusiveOwnerThread(null);
    }

    /** Called by a thread that asks for the lock and may wait without a time limit. */
    final void checkOrder() {
        LockTracking.beforeLock(tracking);
    }

    /** Called by a thread that asks for the lock after a wait on a condition. */
    final void checkOrderAgain() {
        LockTracking.beforeRelock(tracking);
    }

    /** Called by any thread: the code that created it, if it is known. */
    final @Nullable String site() {
        return LockTracking.site(tracking);
    }

    /** Called by any thread: the owner, as it was written last. */
    final @Nullable Thread owner() {
        return getExclusiveOwnerThread();
    }
}
