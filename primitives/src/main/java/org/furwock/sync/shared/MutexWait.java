package org.furwock.sync.shared;

import java.util.Collection;
import org.furwock.futex.Deadline;
import org.furwock.watch.WaitFactory;
import org.furwock.watch.WaitRecord;
import org.furwock.watch.WaitTable;

/** A thread's wait for a mutex. The owner is known if it is a thread of this process. */
final class MutexWait extends WaitRecord {

    private static final WaitFactory<PthreadMutex> FACTORY = new Factory();

    private final PthreadMutex mutex;

    private record Factory() implements WaitFactory<PthreadMutex> {

        @Override
        public WaitRecord create(PthreadMutex mutex) {
            return new MutexWait(mutex);
        }
    }

    private MutexWait(PthreadMutex mutex) {
        this.mutex = mutex;
    }

    /** Loads this class, while there is memory for that. */
    static void load() {
        WaitTable.load();
    }

    /** As {@link PthreadMutex#contend}. */
    static PthreadMutex.Attempt contend(
            PthreadMutex mutex, int id, boolean interruptible, Deadline deadline) {
        if (deadline == Deadline.NOW) {
            return mutex.contend(id, interruptible, deadline);
        }
        WaitRecord wait = WaitTable.enter(FACTORY, mutex, interruptible, deadline, false);
        mutex.beginWait();
        try {
            return mutex.contend(id, interruptible, deadline);
        } finally {
            mutex.endWait();
            WaitTable.leave(wait); // before another thread can see this one as the owner
        }
    }

    @Override
    protected Object lock() {
        return mutex;
    }

    @Override
    protected String mode() {
        return "exclusive";
    }

    @Override
    protected void addHolders(Collection<Thread> to) {
        Thread owner = mutex.holder();
        if (owner != null) {
            to.add(owner);
        }
    }
}
