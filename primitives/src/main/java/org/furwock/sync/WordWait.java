package org.furwock.sync;

import java.util.Collection;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.watch.WaitRecord;
import org.furwock.watch.WaitTable;
import org.jspecify.annotations.Nullable;

/** A thread's wait for a mutex, or for the writer of a {@link RwLock}. */
final class WordWait extends WaitRecord {

    private final Object lock;
    private final String mode;

    private WordWait(Object lock, String mode, int properties) {
        super(properties);
        this.lock = lock;
        this.mode = mode;
    }

    /**
     * By a thread that is about to sleep.
     *
     * @param mayFail whether the wait looks whether it is the victim
     * @return null without memory or stack: the wait is not seen
     */
    static @Nullable WaitRecord enter(
            Mutex mutex, boolean interruptible, Deadline deadline, boolean mayFail) {
        return enter(mutex, "exclusive", interruptible, deadline, mayFail);
    }

    /** Waits as {@link RwLockWord#awaitRead} does. The wait cannot be chosen to fail. */
    static boolean awaitRead(
            RwLockWord state, RwLock.WriteLock lock, boolean interruptible, Deadline deadline) {
        WaitRecord wait = enter(lock, "read", interruptible, deadline, false);
        try {
            return state.awaitRead(interruptible, deadline, lock);
        } finally {
            WaitTable.leave(wait);
        }
    }

    /** Waits as {@link RwLockWord#awaitWrite} does. The wait cannot be chosen to fail. */
    static boolean awaitWrite(
            RwLockWord state, RwLock.WriteLock lock, boolean interruptible, Deadline deadline) {
        WaitRecord wait = enter(lock, "write", interruptible, deadline, false);
        try {
            return state.awaitWrite(interruptible, deadline, lock);
        } finally {
            WaitTable.leave(wait); // before another thread can see this one as the owner
        }
    }

    private static @Nullable WaitRecord enter(
            Object lock, String mode, boolean interruptible, Deadline deadline, boolean mayFail) {
        int properties = WaitRecord.properties(interruptible, deadline != Deadline.NEVER, mayFail);
        try {
            return WaitTable.enter(new WordWait(lock, mode, properties));
        } catch (OutOfMemoryError | StackOverflowError e) {
            return null;
        }
    }

    @Override
    protected Object lock() {
        return lock;
    }

    @Override
    protected String mode() {
        return mode;
    }

    @Override
    protected @Nullable String site() {
        return lock instanceof Mutex mutex ? mutex.site() : null;
    }

    @Override
    protected void addHolders(Collection<Thread> to) {
        Thread owner =
                lock instanceof Mutex mutex ? mutex.owner() : ((RwLock.WriteLock) lock).owner();
        if (owner != null) {
            to.add(owner);
        }
    }

    @Override
    protected void wake() {
        Futex.wakeAll(((Mutex) lock).word()); // a needless wake costs a look
    }
}
