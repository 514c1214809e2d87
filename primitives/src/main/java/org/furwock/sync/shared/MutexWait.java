package org.furwock.sync.shared;

import java.util.Collection;
import org.furwock.futex.Deadline;
import org.furwock.watch.WaitRecord;
import org.furwock.watch.WaitTable;
import org.jspecify.annotations.Nullable;

/** A thread's wait for a mutex whose owner is seen if it is a thread of this process. */
final class MutexWait extends WaitRecord {

    private final PthreadMutex mutex;

    private MutexWait(PthreadMutex mutex, int properties) {
        super(properties);
        this.mutex = mutex;
    }

    /** As {@link PthreadMutex#contend}. */
    static PthreadMutex.Attempt contend(
            PthreadMutex mutex, int id, boolean interruptible, Deadline deadline) {
        boolean waits = deadline != Deadline.NOW;
        WaitRecord wait = waits ? enter(mutex, interruptible, deadline) : null;
        try {
            return mutex.contend(id, interruptible, deadline);
        } finally {
            WaitTable.leave(wait); // before another thread can see this one as the owner
        }
    }

    /** By a thread that is about to wait; null without memory or stack: it is not seen. */
    private static @Nullable WaitRecord enter(
            PthreadMutex mutex, boolean interruptible, Deadline deadline) {
        boolean timed = deadline != Deadline.NEVER;
        try {
            int properties = WaitRecord.properties(interruptible, timed, false);
            return WaitTable.enter(new MutexWait(mutex, properties));
        } catch (OutOfMemoryError | StackOverflowError e) {
            return null;
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
