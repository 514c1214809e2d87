package org.furwock.locks;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A lock for readers and writers, as the search for deadlocks sees it. */
abstract class ReadWriteView extends ReadSync {

    private static final long serialVersionUID = 1L;

    /** The lock that has this state; null in a deserialized copy. */
    private transient @Nullable Object shown;

    ReadWriteView(boolean fair) {
        super(fair);
    }

    /** Called once, by the constructor of the lock that has this state. */
    void shows(Object lock) {
        shown = lock;
    }

    @Override
    Object shown() {
        Object lock = shown;
        return lock == null ? this : lock;
    }

    @Override
    String exclusiveMode() {
        return "write";
    }

    @Override
    void addHolders(Collection<Thread> to) {
        super.addHolders(to);
        addDrainingWriter(to);
    }

    @Override
    void addReaders(Collection<Thread> to) {
        ReaderSlots all = slots;
        if (all != null) {
            all.addHolders(to);
        }
    }

    /** The draining writer has the gate, not yet the lock, and comes before all others. */
    final void addDrainingWriter(Collection<Thread> threads) {
        Waiter writer = drainingWriter;
        Thread thread = writer == null ? null : writer.thread();
        if (thread != null) {
            threads.add(thread);
        }
    }

    /**
     * Called by the owner before and after a wait on a condition. Meanwhile its slot still shows
     * the read holds that it has given up.
     *
     * @param saved the holds that it has given up, with the read holds in the upper half
     */
    final void suspendReads(long saved, boolean suspended) {
        ReaderSlot own = saved >>> Integer.SIZE == 0 ? null : ownSlot();
        if (own != null) {
            own.isSuspended = suspended;
        }
    }
}
