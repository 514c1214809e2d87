package org.furwock.locks;

import java.util.Collection;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.furwock.watch.WaitTable;
import org.jspecify.annotations.Nullable;

/** A lock, as the search for deadlocks sees it. Any thread may call the methods at any moment. */
abstract class SeenLock extends AbstractOwnableSynchronizer {

    private static final long serialVersionUID = 1L;

    static { // A thread must be able to wait in a full heap.
        WaitTable.load();
    }

    /** The lock object that the program uses, for reports. */
    Object shown() {
        return this;
    }

    /** The code that created the lock; null if it is not known. */
    @Nullable String site() {
        return null;
    }

    /** The name of the mode in which one thread holds the lock, for reports. */
    String exclusiveMode() {
        return "exclusive";
    }

    /** Adds the threads that keep the first waiter out. */
    void addHolders(Collection<Thread> to) {
        Thread owner = getExclusiveOwnerThread();
        if (owner != null) {
            to.add(owner);
        }
    }

    /** Adds the readers that keep out the thread that waits for them, as far as is known. */
    void addReaders(Collection<Thread> to) {}
}
