package org.furwock.sync;

import static org.furwock.sync.RwLockWait.Mode.READ;
import static org.furwock.sync.RwLockWait.Mode.WRITE;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import org.furwock.futex.Deadline;
import org.furwock.futex.FutexWord;
import org.furwock.futex.lowlevel.StackReserve;
import org.furwock.scoped.ScopedLock;
import org.furwock.waiting.Interrupts;
import org.jspecify.annotations.Nullable;

/**
 * A reader-writer lock on one futex word: writers are preferred, and neither side can starve the
 * other.
 *
 * <p><b>Contract.</b> That of {@link ReadWriteLock}. These throw an {@link
 * IllegalMonitorStateException} and change nothing: unlocking a lock that no thread holds,
 * unlocking the write lock of another thread, and write-locking twice. An interrupt ends {@link
 * Lock#lockInterruptibly} and the timed {@link Lock#tryLock(long, TimeUnit)} with an {@link
 * InterruptedException}; {@link Lock#lock} keeps the interrupt status for later. Time-outs are
 * measured on the clock of {@link System#nanoTime()} and never end early. A writer's actions before
 * it unlocks are visible after every later lock; a reader's actions before it unlocks are visible
 * after the next write lock. There are no conditions: use {@link Mutex}.
 *
 * <p><b>Fairness.</b> While a writer waits for readers, new readers wait, and their {@link
 * Lock#tryLock()} fails. When a writer unlocks, or gives up, a <i>read phase</i> follows: the
 * readers that wait at that moment enter before the next writer. Until all of them have entered,
 * other readers may enter as well. Hence two bounds:
 *
 * <ul>
 *   <li>A reader waits for at most one write lock. This holds for {@value RwLockWord#MAX_WAITING}
 *       waiting readers; others must first become one of these.
 *   <li>A writer waits for the readers inside, for other writers and upgradable readers, and after
 *       each of those for one read phase. A reader that comes later delays it only if an upgradable
 *       reader was inside.
 * </ul>
 *
 * Writers have no order among themselves. Both bounds count locks, not time.
 *
 * <p><b>Downgrade.</b> The owner of the write lock may take read locks, and keeps them when it
 * unlocks the write lock. No other writer comes between. <b>Upgrade.</b> The {@linkplain
 * #upgradableLock() upgradable lock} is a read lock that becomes the write lock; one thread at a
 * time holds it. Other readers cannot upgrade, since one word has no room for their identities. A
 * thread that holds a read lock and asks for the write lock waits for itself, and all other threads
 * wait for it. Its {@code tryLock} fails. For the same reason, an unlock by a thread without a read
 * lock is detected only if no other thread holds one (the upgradable lock does not count). A thread
 * that read-locks again while a writer waits deadlocks. Any thread may unlock a read lock.
 *
 * <p><b>Limits.</b> At most {@value RwLockWord#MAX_READERS} read locks can be held or waited for at
 * once. One more is an {@link Error}, and changes nothing.
 *
 * <p><b>Virtual threads</b> wait without their carriers. <b>Thread dumps</b> and the JVM's deadlock
 * detection see the owner of the write lock and the threads that wait for it. <b>Between
 * processes</b>, with a SHARED word, owner and misuse are known within each process for the threads
 * that use this object. If a process dies while one of its threads holds or awaits a lock, the lock
 * may stay locked.
 *
 * <p><b>Algorithm, states, wake rule, memory ordering.</b> See {@code RwLockWord}.
 *
 * <p><b>Source.</b> Bitsets that tell readers from writers on one word: U. Drepper, Futexes Are
 * Tricky. Alternating read and write phases: B. Brandenburg and J. Anderson, Reader-Writer
 * Synchronization for Shared-Memory Multiprocessor Real-Time Systems (2009). <b>Differs:</b> all
 * waiters sleep, and can give up; writers have no tickets.
 *
 * @since 1.0
 */
public final class RwLock implements ReadWriteLock {

    private final RwLockWord state;
    private final WriteLock writeLock;
    private final ReadLock readLock;

    /** A lock for the threads of this process. */
    public RwLock() {
        this(FutexWord.allocate());
    }

    /**
     * A lock on a given word.
     *
     * @param word 0 when the lock is first used; belongs to the lock from then on
     */
    public RwLock(FutexWord word) {
        state = new RwLockWord(word);
        writeLock = new WriteLock(state);
        readLock = new ReadLock(state, writeLock);
    }

    @Override
    public ReadLock readLock() {
        return readLock;
    }

    @Override
    public WriteLock writeLock() {
        return writeLock;
    }

    /** The read lock that can be upgraded to the write lock. */
    public UpgradableLock upgradableLock() {
        return writeLock.upgradableLock;
    }

    /** The lock that many threads can hold at once. */
    public static final class ReadLock implements ScopedLock {

        private final RwLockWord state;
        private final WriteLock writeLock;

        ReadLock(RwLockWord state, WriteLock writeLock) {
            this.state = state;
            this.writeLock = writeLock;
        }

        /** Locks; waits as long as it takes. */
        @Override
        public void lock() {
            StackReserve.forAcquire();
            if (!state.tryRead()) {
                lockContended(false, Deadline.NEVER);
            }
        }

        /**
         * Locks, unless the thread is or gets interrupted.
         *
         * @throws InterruptedException if the thread is or gets interrupted; the lock is not held
         */
        @Override
        public void lockInterruptibly() throws InterruptedException {
            Interrupts.check();
            StackReserve.forAcquire();
            if (!state.tryRead() && !lockContended(true, Deadline.NEVER)) {
                throw Interrupts.consume();
            }
        }

        /** Locks unless another thread holds the write lock or is the next to hold it. */
        @Override
        public boolean tryLock() {
            StackReserve.forAcquire();
            return state.tryRead() || tryReadAsWriter();
        }

        /**
         * Locks within a time, unless the thread is or gets interrupted. A time of 0 or less is a
         * try.
         *
         * @throws InterruptedException if the thread is or gets interrupted; the lock is not held
         */
        @Override
        public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
            long nanos = unit.toNanos(time);
            Interrupts.check();
            if (nanos <= 0) {
                return tryLock();
            }
            StackReserve.forAcquire();
            boolean locked = state.tryRead() || lockContended(true, Deadline.ofTimeout(nanos));
            if (!locked) {
                Interrupts.check();
            }
            return locked;
        }

        /**
         * Unlocks.
         *
         * @throws IllegalMonitorStateException if no thread holds a read lock
         */
        @Override
        public void unlock() {
            StackReserve.forRelease();
            if (!state.unlockRead()) {
                throw new IllegalMonitorStateException("not held by the current thread: " + this);
            }
        }

        /**
         * Not supported: a condition needs an owner.
         *
         * @throws UnsupportedOperationException always
         */
        @Override
        public Condition newCondition() {
            throw new UnsupportedOperationException("a read lock has no conditions");
        }

        private boolean lockContended(boolean interruptible, Deadline deadline) {
            return tryReadAsWriter() || RwLockWait.await(writeLock, READ, interruptible, deadline);
        }

        private boolean tryReadAsWriter() {
            boolean owner = writeLock.isHeldByCurrentThread();
            if (owner) {
                state.readAsWriter();
            }
            return owner;
        }

        @Override
        public String toString() {
            return super.toString() + "[Read locks = " + RwLockWord.readers(state.get()) + "]";
        }
    }

    /** The lock that one thread can hold, while no other thread reads. */
    public static final class WriteLock extends ExclusiveLock {

        private static final long serialVersionUID = 1L;

        final transient RwLockWord state;
        final transient UpgradableLock upgradableLock;

        WriteLock(RwLockWord state) {
            this.state = state;
            upgradableLock = new UpgradableLock(state, this);
        }

        /** Locks if no thread holds or awaits either lock. */
        @Override
        public boolean tryLock() {
            StackReserve.forAcquire();
            return owned(state.tryWrite());
        }

        /**
         * Unlocks; read locks of the caller stay.
         *
         * @throws IllegalMonitorStateException if the caller does not hold the lock
         */
        @Override
        public void unlock() {
            requireOwner();
            StackReserve.forRelease();
            setExclusiveOwnerThread(null); // before the release: after it there is another owner
            state.unlockWrite();
        }

        /**
         * Not supported.
         *
         * @throws UnsupportedOperationException always
         */
        @Override
        public Condition newCondition() {
            throw new UnsupportedOperationException(
                    "a RwLock has no conditions: use a Mutex and its newCondition()");
        }

        @Override
        boolean acquire(boolean interruptible, Deadline deadline) {
            if (isHeldByCurrentThread() || upgradableLock.isHeldByCurrentThread()) {
                throw new IllegalMonitorStateException(
                        "already held by the current thread, not reentrant, not upgraded: " + this);
            }
            StackReserve.forAcquire();
            return owned(
                    state.tryWrite() || RwLockWait.await(this, WRITE, interruptible, deadline));
        }

        private boolean isLocked() {
            int word = state.get();
            boolean owned = RwLockWord.isClaimed(word) && RwLockWord.readers(word) == 0;
            return owned || owner() != null;
        }

        @Override
        public String toString() {
            Thread owner = owner();
            String described =
                    !isLocked()
                            ? "[Unlocked]"
                            : owner == null
                                    ? "[Locked by another process or thread]"
                                    : "[Locked by thread " + owner.getName() + "]";
            return super.toString() + described;
        }

        /** A lock is a place in memory, which a stream cannot carry. */
        private void writeObject(ObjectOutputStream stream) throws NotSerializableException {
            throw new NotSerializableException(WriteLock.class.getName());
        }
    }

    // Inspection.

    /** The number of read locks held; the upgradable lock is one, unless it is upgraded. */
    public int getReadLockCount() {
        return RwLockWord.readers(state.get());
    }

    /**
     * Whether a thread holds the write lock. While the owner also holds read locks, only threads of
     * its process that use this object see it.
     */
    public boolean isWriteLocked() {
        return writeLock.isLocked();
    }

    /** Whether the calling thread holds the write lock. */
    public boolean isWriteLockedByCurrentThread() {
        return writeLock.isHeldByCurrentThread();
    }

    /**
     * The thread that holds the write lock and has locked it through this object; otherwise null.
     */
    public @Nullable Thread getOwner() {
        return isWriteLocked() ? writeLock.owner() : null;
    }

    /**
     * The number of readers that wait or are about to enter; at most {@value
     * RwLockWord#MAX_WAITING} are counted.
     */
    public int getWaitingReaderCount() {
        return RwLockWord.waiting(state.get());
    }

    /** Whether a writer or upgradable reader may wait; may stay true after the last one gave up. */
    public boolean hasWaitingWriters() {
        int word = state.get();
        return RwLockWord.writersWait(word) || (RwLockWord.isClaimed(word) && !isWriteLocked());
    }

    @Override
    public String toString() {
        return super.toString()
                + "[Write locks = "
                + (isWriteLocked() ? 1 : 0)
                + ", Read locks = "
                + getReadLockCount()
                + "]";
    }
}
