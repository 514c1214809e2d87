package org.furwock.sync;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import org.furwock.futex.Deadline;
import org.furwock.futex.FutexWord;
import org.furwock.waiting.Interrupts;
import org.jspecify.annotations.Nullable;

/**
 * A lock for one writer or many readers, on one futex word: writers are preferred, and neither side
 * can starve the other.
 *
 * <p><b>Contract.</b> That of {@link ReadWriteLock}. Unlocking what nobody holds, unlocking the
 * write lock of another thread, and write-locking twice are {@link IllegalMonitorStateException}s
 * and change nothing. An interrupt ends {@link Lock#lockInterruptibly} and the timed {@link
 * Lock#tryLock(long, TimeUnit)} with an {@link InterruptedException}; {@link Lock#lock} keeps the
 * interrupt status for later. Time-outs are measured on the clock of {@link System#nanoTime()} and
 * never end early. What happened before the write lock was released is visible to those who lock
 * after it, and what readers did before they released is visible to the next writer. There are no
 * conditions: they belong to {@link Mutex}.
 *
 * <p><b>Fairness.</b> While a writer waits, new readers wait, also those that only {@linkplain
 * Lock#tryLock() try}. When a writer unlocks, or gives up, it is the turn of the readers that wait
 * then: they come in before the next writer, and until they are in, others may come along. Hence
 * two bounds:
 *
 * <ul>
 *   <li>A reader that waits sees at most one write lock held before it is in. (For the first 8191
 *       readers that wait; the others must first become one of these.)
 *   <li>A writer waits for the readers that are in, for the writers that come before it, and after
 *       each of these once for the readers that waited then. No reader that comes later delays it.
 * </ul>
 *
 * Among writers there is no order: whoever comes at the right moment is next, as with {@link
 * Mutex}. Both bounds count locks, not time: a thread that was let in, but gets no processor, holds
 * up the writers.
 *
 * <p><b>Downgrade.</b> The owner of the write lock may take read locks, and keep them when it
 * unlocks the write lock: no other writer comes between. <b>Upgrade</b> there is none. One word has
 * no room to remember who reads: a thread that holds a read lock and asks for the write lock waits
 * for itself, and all others for it (with {@code tryLock} it just fails). For the same reason a
 * release by a thread that holds no read lock is noticed only if the word knows of none, and a
 * thread that read-locks again, while a writer waits for its first lock, waits for ever.
 *
 * <p><b>Much read, seldom written</b> (some thousand times for each write), a lock without a given
 * word lets readers in without any atomic operation, where kernel and virtual machine grant what it
 * takes; the next writer pays for that with a few microseconds, and one that claims the lock just
 * when readers change over may have to wait for some that come later. A read lock must be released
 * by the thread that took it. On a given word all is in the word, and any thread may do that.
 *
 * <p><b>Limits.</b> At most {@value RwLockWord#MAX_READERS} read locks can be held or waited for at
 * once, beside those past the word; one more is an {@link Error}, and changes nothing.
 *
 * <p><b>Virtual threads</b> wait without their carriers. <b>Thread dumps</b> and the JVM's search
 * for deadlocks see the owner of the write lock and those who wait for it, readers, too. <b>Between
 * processes</b>, with a SHARED word, owner and misuse are known within each process for the threads
 * that use this object; if a process dies while one of its threads holds a lock, or waits for one,
 * the lock may stay locked.
 *
 * <p><b>Algorithm, wake rule, memory ordering.</b> See {@link RwLockWord}, in the source, and for
 * the way past the word {@code BiasedRwLockWord}.
 *
 * <p><b>Source.</b> Readers and writers told apart by bitsets, on one word: U. Drepper, Futexes Are
 * Tricky. Readers and writers in turns: B. Brandenburg and J. Anderson, Reader-Writer
 * Synchronization for Shared-Memory Multiprocessor Real-Time Systems (2009), phase-fair locks. Past
 * the word: D. Dice and A. Kogan, BRAVO (2019). <b>Differs:</b> all who wait sleep, and may give
 * up; writers have no tickets.
 */
public final class RwLock implements ReadWriteLock {

    /** Package-private for tests. */
    final RwLockWord state;

    private final WriteLock writeLock;
    private final ReadLock readLock;

    /** A lock for the threads of this process. */
    public RwLock() {
        this(RwLockWord.allocate());
    }

    /**
     * A lock on a given word.
     *
     * @param word 0 when the lock is first used; belongs to the lock from then on
     */
    public RwLock(FutexWord word) {
        this(new RwLockWord(word));
    }

    private RwLock(RwLockWord state) {
        this.state = state;
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

    /** The lock that many can hold at once. */
    public static final class ReadLock implements Lock {

        private final RwLockWord state;
        private final WriteLock writeLock;

        ReadLock(RwLockWord state, WriteLock writeLock) {
            this.state = state;
            this.writeLock = writeLock;
        }

        /** Locks; waits as long as it takes. */
        @Override
        public void lock() {
            if (!state.tryRead()) {
                lockContended(false, Deadline.NEVER_NANOS);
            }
        }

        /**
         * Locks, unless the thread is or gets interrupted.
         *
         * @throws InterruptedException if it is or was; the lock is not held then
         */
        @Override
        public void lockInterruptibly() throws InterruptedException {
            Interrupts.check();
            if (!state.tryRead() && !lockContended(true, Deadline.NEVER_NANOS)) {
                throw Interrupts.consume();
            }
        }

        /**
         * Locks if no other thread holds the write lock, waits for it, or tries to lock it, at this
         * moment.
         */
        @Override
        public boolean tryLock() {
            return state.tryRead() || tryReadAsWriter();
        }

        /**
         * Locks within a time, unless the thread is or gets interrupted. A time of 0 or less is a
         * try.
         *
         * @throws InterruptedException if it is or was; the lock is not held then
         */
        @Override
        public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
            long nanos = unit.toNanos(time);
            Interrupts.check();
            if (nanos <= 0) {
                return tryLock();
            }
            boolean locked = state.tryRead() || lockContended(true, Deadline.nanoTimeAfter(nanos));
            if (!locked) {
                Interrupts.check();
            }
            return locked;
        }

        /**
         * Unlocks.
         *
         * @throws IllegalMonitorStateException if the caller holds no read lock, and that is
         *     noticed
         */
        @Override
        public void unlock() {
            if (!state.unlockRead()) {
                throw new IllegalMonitorStateException("not held by the current thread: " + this);
            }
        }

        /**
         * There is none: a condition needs an owner.
         *
         * @throws UnsupportedOperationException always
         */
        @Override
        public Condition newCondition() {
            throw new UnsupportedOperationException("a read lock has no conditions");
        }

        private boolean lockContended(boolean interruptible, long deadline) {
            return tryReadAsWriter() || state.awaitRead(interruptible, deadline, writeLock);
        }

        private boolean tryReadAsWriter() {
            boolean writer = writeLock.isHeldByCurrentThread();
            if (writer) {
                state.readAsWriter();
            }
            return writer;
        }

        @Override
        public String toString() {
            return super.toString() + "[Read locks = " + state.readLocks() + "]";
        }
    }

    /** The lock that one thread can hold, while nobody reads. */
    public static final class WriteLock extends AbstractOwnableSynchronizer implements Lock {

        private static final long serialVersionUID = 1L;

        private final transient RwLockWord state;

        WriteLock(RwLockWord state) {
            this.state = state;
        }

        /** Locks; waits as long as it takes. */
        @Override
        public void lock() {
            acquire(false, Deadline.NEVER_NANOS);
        }

        /**
         * Locks, unless the thread is or gets interrupted.
         *
         * @throws InterruptedException if it is or was; the lock is not held then
         */
        @Override
        public void lockInterruptibly() throws InterruptedException {
            Interrupts.check();
            if (!acquire(true, Deadline.NEVER_NANOS)) {
                throw Interrupts.consume();
            }
        }

        /** Locks if nobody holds either lock at this moment, and nobody is about to. */
        @Override
        public boolean tryLock() {
            boolean locked = state.tryWrite();
            if (locked) {
                setExclusiveOwnerThread(Thread.currentThread());
            }
            return locked;
        }

        /**
         * Locks within a time, unless the thread is or gets interrupted. A time of 0 or less is a
         * try.
         *
         * @throws InterruptedException if it is or was; the lock is not held then
         */
        @Override
        public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
            long nanos = unit.toNanos(time);
            Interrupts.check();
            if (nanos <= 0) {
                return tryLock();
            }
            boolean locked = acquire(true, Deadline.nanoTimeAfter(nanos));
            if (!locked) {
                Interrupts.check();
            }
            return locked;
        }

        /**
         * Unlocks; read locks of the caller stay.
         *
         * @throws IllegalMonitorStateException if the caller does not hold the lock
         */
        @Override
        public void unlock() {
            if (!isHeldByCurrentThread()) {
                throw new IllegalMonitorStateException("not held by the current thread: " + this);
            }
            setExclusiveOwnerThread(null); // before the release: after it there is another owner
            state.unlockWrite();
        }

        /**
         * There is none.
         *
         * @throws UnsupportedOperationException always
         */
        @Override
        public Condition newCondition() {
            throw new UnsupportedOperationException(
                    "a RwLock has no conditions: use a Mutex, whose newCondition() has");
        }

        private boolean acquire(boolean interruptible, long deadline) {
            if (isHeldByCurrentThread()) {
                throw new IllegalMonitorStateException(
                        "already held by the current thread, and not reentrant: " + this);
            }
            boolean locked = state.write(interruptible, deadline, this);
            if (locked) {
                setExclusiveOwnerThread(Thread.currentThread());
            }
            return locked;
        }

        /** Whether the calling thread holds the lock. */
        public boolean isHeldByCurrentThread() {
            return getExclusiveOwnerThread() == Thread.currentThread();
        }

        private @Nullable Thread owner() {
            return getExclusiveOwnerThread();
        }

        private boolean isLocked() {
            return owner() != null || state.isWriting();
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

    /** How many read locks are held, by whichever threads; about, where readers come and go. */
    public int getReadLockCount() {
        return state.readLocks();
    }

    /**
     * Whether a thread holds the write lock. If it reads as well, that is known only within its
     * process, for threads that use this object.
     */
    public boolean isWriteLocked() {
        return writeLock.isLocked();
    }

    /** Whether the calling thread holds the write lock. */
    public boolean isWriteLockedByCurrentThread() {
        return writeLock.isHeldByCurrentThread();
    }

    /**
     * The thread that holds the write lock by means of this object, as far as it is known; else
     * null.
     */
    public @Nullable Thread getOwner() {
        return isWriteLocked() ? writeLock.owner() : null;
    }

    /** How many readers wait, or are about to come in; more than 8191 are not counted. */
    public int getWaitingReaderCount() {
        return RwLockWord.waiting(state.get());
    }

    /** Whether a writer may be waiting: true for a while after the last one has given up. */
    public boolean hasWaitingWriters() {
        int word = state.get();
        boolean claimant = RwLockWord.isClaimed(word) && !isWriteLocked();
        return claimant || RwLockWord.writersWait(word);
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
