package org.furwock.locks;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A lock for readers and writers, as the search for deadlocks sees it. */
abstract class ReadWriteView extends ReadSync {

    private static final long serialVersionUID = 1L;

    /** The lock that has this state; null for a copy by serialization. */
    private transient @Nullable Object shown;

    ReadWriteView(boolean fair) {
        super(fair);
    }

    /** Once, by the new lock that has this state. */
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
     * By the owner, around a wait on a condition: its read holds are given up meanwhile, though its
     * slot still shows them.
     *
     * @param saved what it has given up: the number of read holds is in the upper half
     */
    final void suspendReads(long saved, boolean suspended) {
        ReaderSlot own = saved >>> Integer.SIZE == 0 ? null : ownSlot();
        if (own != null) {
            own.isSuspended = suspended;
        }
    }
}
