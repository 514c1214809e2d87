package org.furwock.watch;

import org.jspecify.annotations.Nullable;

/**
 * One lock, as the check of the lock order sees it. It does not refer to the lock.
 *
 * <p>Locks of one class share a node. If a thread holds one of them and asks for another, these two
 * locks also get nodes of their own, which are compared.
 */
public final class OrderedLock {

    /** The node of its class; replaced when the lock gets a name. */
    volatile @Nullable LockNode node;

    /** The node of this lock; made by {@link LockGraph}, under its monitor. */
    volatile @Nullable LockNode own;

    /** A hint, see {@link HeldLocks}. */
    @Nullable HeldLocks lastHolder;

    /** A new lock of the class that this description names; reads and writes have one. */
    public OrderedLock(String lockClass) {
        node = LockGraph.SHARED.nodeOf(lockClass);
    }

    /** Locks of one name are a class. */
    void rename(String name) {
        node = LockGraph.SHARED.nodeOf(name);
        own = null;
    }
}
