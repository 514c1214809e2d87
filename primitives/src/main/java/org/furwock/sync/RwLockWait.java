package org.furwock.sync;

import java.util.Collection;
import org.furwock.futex.Deadline;
import org.furwock.watch.WaitFactory;
import org.furwock.watch.WaitRecord;
import org.furwock.watch.WaitTable;

/** A thread's wait for the writer of a {@link RwLock}. It cannot be chosen to fail. */
final class RwLockWait extends WaitRecord {

    /** How the thread wants the lock. */
    enum Mode {
        READ("read"),
        WRITE("write");

        private final String text;

        Mode(String text) {
            this.text = text;
        }

        static void load() {}
    }

    private static final WaitFactory<RwLock.WriteLock, Mode> FACTORY = new Factory();

    private final RwLock.WriteLock lock;
    private final Mode mode;

    private record Factory() implements WaitFactory<RwLock.WriteLock, Mode> {

        @Override
        public WaitRecord create(RwLock.WriteLock lock, Mode mode, int properties) {
            return new RwLockWait(lock, mode, properties);
        }
    }

    private RwLockWait(RwLock.WriteLock lock, Mode mode, int properties) {
        super(properties);
        this.lock = lock;
        this.mode = mode;
    }

    /** Makes this class ready, while there is memory for that. */
    static void load() {
        WaitTable.load();
        Mode.load();
    }

    /** Waits as {@link RwLockWord#awaitRead} does, or as the method of another mode. */
    static boolean await(
            RwLock.WriteLock lock, Mode mode, boolean interruptible, Deadline deadline) {
        WaitRecord wait =
                WaitTable.enter(FACTORY, lock, mode, interruptible, deadline, false);
        try {
            return mode == Mode.READ
                    ? lock.state.awaitRead(interruptible, deadline, lock)
                    : lock.state.awaitWrite(interruptible, deadline, lock);
        } finally {
            WaitTable.leave(wait); // before another thread can see this one as the owner
        }
    }

    @Override
    protected Object lock() {
        return lock;
    }

    @Override
    protected String mode() {
        return mode.text;
    }

    @Override
    protected void addHolders(Collection<Thread> to) {
        Thread owner = lock.owner();
        if (owner != null) {
            to.add(owner);
        }
    }
}
