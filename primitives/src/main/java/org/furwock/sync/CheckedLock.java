package org.furwock.sync;

import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.furwock.watch.LockNames;
import org.furwock.watch.LockOrder;
import org.furwock.watch.LockOrigin;
import org.furwock.watch.WaitTable;
import org.furwock.watch.WatchOptions;
import org.jspecify.annotations.Nullable;

/** The owner of a lock on a word, and its part in the order of locks if that is checked. */
abstract class CheckedLock extends AbstractOwnableSynchronizer {

    private static final long serialVersionUID = 1L;

    static { // A thread must be able to wait in a full heap.
        WaitTable.load();
    }

    /** Null if nothing is kept. */
    private final transient @Nullable LockOrigin origin;

    @SuppressWarnings("this-escape") // weakly, to a table
    CheckedLock() {
        origin = WatchOptions.ANY_ON ? LockOrigin.ofCaller(getClass()) : null;
        if (origin != null) {
            LockNames.link(this, origin.order());
        }
    }

    /** By the thread that has acquired the lock. */
    final void own() {
        setExclusiveOwnerThread(Thread.currentThread());
        if (WatchOptions.ORDER_ON && origin != null) {
            LockOrder.acquired(origin.order());
        }
    }

    /** By the owner, before the release: after it there is another owner. */
    final void disown() {
        if (WatchOptions.ORDER_ON && origin != null) {
            LockOrder.released(origin.order());
        }
        setExclusiveOwnerThread(null);
    }

    /** By a thread that asks for the lock and may wait without a time limit. */
    final void checkOrder() {
        if (WatchOptions.ORDER_ON && origin != null) {
            LockOrder.before(origin.order());
        }
    }

    /** By a thread that asks for the lock after a wait on a condition. */
    final void checkOrderAgain() {
        if (WatchOptions.ORDER_ON && origin != null) {
            LockOrder.beforeRelock(origin.order());
        }
    }

    /** By any thread: the code that created it, if it is known. */
    final @Nullable String site() {
        return origin == null ? null : origin.site();
    }

    /** By any thread: the owner, as it was written last. */
    final @Nullable Thread owner() {
        return getExclusiveOwnerThread();
    }
}
