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

    /** What the program knows this lock by. */
    Object shown() {
        return this;
    }

    /** The code that created it, if it is known. */
    @Nullable String site() {
        return null;
    }

    /** What a thread that does not read waits for. */
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
