package org.furwock.sync;

import java.util.Collection;
import org.furwock.futex.Deadline;
import org.furwock.watch.WaitFactory;
import org.furwock.watch.WaitRecord;
import org.furwock.watch.WaitTable;

/**
 * A thread's wait for a {@link RwLock}. It cannot be chosen to fail.
 *
 * <p><b>Holders.</b> The search for deadlocks knows the owners of the write lock and of the
 * upgradable lock. Each of them alone can keep a wait from ending, until it releases its lock:
 *
 * <pre>
 *  mode        the word (see {@link RwLockWord})         holders
 *  READ        waits while CLAIMED                       owner of the write lock
 *  WRITE       waits while CLAIMED, UPGRADER, WAITING;   owners of the write lock and of the
 *              or for READERS, with its own CLAIMED      upgradable lock
 *  UPGRADABLE  waits while CLAIMED, UPGRADER, WAITING    as WRITE
 *  UPGRADE     waits for READERS and WAITING             none: readers are not known
 * </pre>
 *
 * The owner of the write lock sets CLAIMED before its owner field is set, and clears it afterwards.
 * The owner of the upgradable lock does so with UPGRADER. So a thread that waits in WRITE or
 * UPGRADABLE while an owner field is set has not set that bit itself, and needs it cleared. In
 * UPGRADE the waiting thread is itself the owner of the upgradable lock: it must not look like a
 * thread that waits for itself.
 */
final class RwLockWait extends WaitRecord {

    /** How the thread wants the lock. */
    enum Mode implements WaitFactory<RwLock.WriteLock> {
        READ("read"),
        WRITE("write"),
        UPGRADABLE("upgradable"),
        UPGRADE("upgrade");

        private final String text;

        Mode(String text) {
            this.text = text;
        }

        static void load() {}

        @Override
        public WaitRecord create(RwLock.WriteLock lock) {
            return new RwLockWait(lock, this);
        }
    }

    private final RwLock.WriteLock lock;
    private final Mode mode;

    private RwLockWait(RwLock.WriteLock lock, Mode mode) {
        this.lock = lock;
        this.mode = mode;
    }

    /** Makes this class ready, while there is memory for that. */
    static void load() {
        WaitTable.load();
        Mode.load();
        WaiterKind unused = WaiterKind.READER; // an unlock names those that it wakes
    }

    /** Waits as {@link RwLockWord#awaitRead} does, or as the method of another mode. */
    static boolean await(
            RwLock.WriteLock lock, Mode mode, boolean interruptible, Deadline deadline) {
        WaitRecord wait = WaitTable.enter(mode, lock, interruptible, deadline, false);
        try {
            return awaitUnseen(lock, mode, interruptible, deadline);
        } finally {
            WaitTable.leave(wait); // before another thread can see this one as the owner
        }
    }

    private static boolean awaitUnseen(
            RwLock.WriteLock lock, Mode mode, boolean interruptible, Deadline deadline) {
        if (mode == Mode.READ) {
            return lock.state.awaitRead(interruptible, deadline, lock);
        }
        if (mode == Mode.WRITE) {
            return lock.state.awaitWrite(interruptible, deadline, lock);
        }
        UpgradableLock upgradable = lock.upgradableLock;
        return mode == Mode.UPGRADABLE
                ? upgradable.state.awaitEnter(interruptible, deadline, upgradable)
                : upgradable.state.awaitUpgrade(interruptible, deadline, lock);
    }

    @Override
    protected Object lock() {
        return mode == Mode.UPGRADABLE ? lock.upgradableLock : lock;
    }

    @Override
    protected String mode() {
        return mode.text;
    }

    @Override
    protected void addHolders(Collection<Thread> to) {
        if (mode == Mode.UPGRADE) {
            return;
        }
        Thread writer = lock.owner();
        Thread upgrader = mode == Mode.READ ? null : lock.upgradableLock.owner();
        if (writer != null) {
            to.add(writer);
        }
        if (upgrader != null && upgrader != writer) { // one that has upgraded is both
            to.add(upgrader);
        }
    }
}
