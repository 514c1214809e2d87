package org.furwock.locks;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReadWriteLock;
import org.furwock.futex.Deadline;
import org.furwock.scoped.ScopedLock;
import org.furwock.waiting.Interrupts;
import org.jspecify.annotations.Nullable;

/**
 * A reentrant lock for readers and writers that replaces {@link
 * java.util.concurrent.locks.ReentrantReadWriteLock}: rename the type.
 *
 * <p><b>Contract.</b> That of ReentrantReadWriteLock, method by method. Many threads hold the read
 * lock at once, or one thread holds the write lock. Each thread may hold a lock {@link
 * Integer#MAX_VALUE} times; one more is an {@link Error}. The writer may acquire the read lock too,
 * and keep it when it releases the write lock. A reader that asks for the write lock waits for
 * itself, for ever; a try fails. With {@code -Dfurwock.order=throw} the call fails with a {@link
 * org.furwock.diagnostics.LockOrderException} instead; {@code log} logs it. A thread that holds the
 * read lock acquires it again even if a writer waits. Interrupts and time-outs are those of {@link
 * FutexReentrantLock}. Unlocking a lock that the caller does not hold is an {@link
 * IllegalMonitorStateException} and changes nothing. What happened before a release of the write
 * lock is visible to all threads that lock later. What readers did before they unlocked is visible
 * to the next writer. A lock can be serialized; the copy is unlocked and has the same fairness.
 * Only the write lock has conditions. Without memory, the write lock waits as {@link
 * FutexReentrantLock} does. A read lock needs memory to record the hold: without it, the lock is
 * not acquired, and the call fails with an {@link OutOfMemoryError}.
 *
 * <p><b>Fairness.</b> A fair lock serves threads in the order in which they came; only the untimed
 * tries acquire it past the queue. A lock that is not fair admits readers until a writer is first
 * in the queue; threads that come after that wait behind the writer. Every waiting thread acquires
 * the lock in bounded time, as with {@link FutexReentrantLock}.
 *
 * <p><b>Sleeping, virtual threads, thread dumps</b>: as {@link FutexReentrantLock}. A thread that
 * ends while it holds the read lock leaves it locked. <b>Between processes</b> this lock does not
 * work: see {@link org.furwock.sync.RwLock}.
 *
 * <p><b>Algorithm, wake rule, memory ordering.</b> In {@link ReadSync} and {@link ReadWriteSync}.
 * Readers of a lock that is often read take no atomic operation, and each has a cache line of its
 * own.
 *
 * <p><b>Differs</b> from the original. {@link #toString} shows this class's name. Messages of
 * exceptions carry the wrong value. Each thread has a limit of holds of its own. (Before JDK 25 the
 * original's limit was 65535 for all threads together. Here threads that read seldom share a limit
 * of 2<sup>30</sup>.) {@link WriteLock#tryLock()} also fails while another writer waits for the
 * last readers, or tries at the same moment. A writer that also holds the read lock always has its
 * read holds again after a wait on a condition; the original forgets them if another thread reads
 * meanwhile. A first writer that goes on to wait for the last readers is for a moment not among the
 * queued threads. A sleeping thread has another state, and {@code signalAll} another order, as with
 * {@link FutexReentrantLock}.
 *
 * @since 1.0
 */
public class FutexReentrantReadWriteLock implements ReadWriteLock, Serializable {

    private static final long serialVersionUID = 1L;

    private final ReadLock readerLock;
    private final WriteLock writerLock;

    /** The state of both locks. */
    final ReadWriteSync sync;

    /** A lock that is not fair. */
    public FutexReentrantReadWriteLock() {
        this(false);
    }

    /**
     * A lock.
     *
     * @param fair whether it serves threads in the order in which they came
     */
    @SuppressWarnings("this-escape") // its parts get it, and only read sync
    public FutexReentrantReadWriteLock(boolean fair) {
        sync = new ReadWriteSync(fair);
        sync.shows(this);
        readerLock = new ReadLock(this);
        writerLock = new WriteLock(this);
    }

    @Override
    public ReadLock readLock() {
        return readerLock;
    }

    @Override
    public WriteLock writeLock() {
        return writerLock;
    }

    /** The lock that many threads hold at once. */
    public static class ReadLock implements ScopedLock, Serializable {

        private static final long serialVersionUID = 1L;

        private final ReadWriteSync sync;

        /**
         * For subclasses.
         *
         * @param lock the lock that this read lock belongs to
         */
        protected ReadLock(FutexReentrantReadWriteLock lock) {
            sync = lock.sync;
        }

        /** Locks, once more if the caller holds the lock; waits as long as it takes. */
        @Override
        public void lock() {
            sync.read(false, Deadline.NEVER);
        }

        /**
         * Locks, unless the thread is or gets interrupted.
         *
         * @throws InterruptedException if the thread is or gets interrupted; it gains no hold then
         */
        @Override
        public void lockInterruptibly() throws InterruptedException {
            Interrupts.check();
            if (!sync.read(true, Deadline.NEVER)) {
                throw Interrupts.consume();
            }
        }

        /** Locks if no other thread holds the write lock at this moment, past all waiters. */
        @Override
        public boolean tryLock() {
            return sync.tryRead();
        }

        /**
         * Locks within a time, unless the thread is or gets interrupted. A time of 0 or less is a
         * try that respects a writer that waits for readers, and the queue of a fair lock.
         *
         * @throws InterruptedException if the thread is or gets interrupted; it gains no hold then
         */
        @Override
        public boolean tryLock(long timeout, TimeUnit unit) throws InterruptedException {
            long nanos = unit.toNanos(timeout);
            Interrupts.check();
            Deadline deadline = Deadline.ofTimeout(nanos);
            boolean locked = sync.read(true, deadline);
            if (!locked && deadline != Deadline.NOW) {
                Interrupts.check();
            }
            return locked;
        }

        /**
         * Undoes one lock.
         *
         * @throws IllegalMonitorStateException if the caller does not hold the lock
         */
        @Override
        public void unlock() {
            sync.unlockRead();
        }

        /**
         * A read lock has no conditions.
         *
         * @throws UnsupportedOperationException always
         */
        @Override
        public Condition newCondition() {
            throw new UnsupportedOperationException("a read lock has no conditions: " + this);
        }

        @Override
        public String toString() {
            return super.toString() + "[Read locks = " + sync.readLockCount() + "]";
        }
    }

    /** The lock that one thread holds, while no thread holds the other. */
    public static class WriteLock implements ScopedLock, Serializable {

        private static final long serialVersionUID = 1L;

        private final ReadWriteSync sync;

        /**
         * For subclasses.
         *
         * @param lock the lock that this write lock belongs to
         */
        protected WriteLock(FutexReentrantReadWriteLock lock) {
            sync = lock.sync;
        }

        /** Locks, once more if the caller holds the lock; waits as long as it takes. */
        @Override
        public void lock() {
            sync.write(false, Deadline.NEVER);
        }

        /**
         * Locks, unless the thread is or gets interrupted.
         *
         * @throws InterruptedException if the thread is or gets interrupted; it gains no hold then
         */
        @Override
        public void lockInterruptibly() throws InterruptedException {
            Interrupts.check();
            if (!sync.write(true, Deadline.NEVER)) {
                throw Interrupts.consume();
            }
        }

        /**
         * Locks if no other thread holds either lock at this moment. It does not respect the queue,
         * except for a writer that waits for the last readers.
         */
        @Override
        public boolean tryLock() {
            return sync.tryWrite();
        }

        /**
         * Locks within a time, unless the thread is or gets interrupted. A time of 0 or less is a
         * try that respects the queue of a fair lock.
         *
         * @throws InterruptedException if the thread is or gets interrupted; it gains no hold then
         */
        @Override
        public boolean tryLock(long timeout, TimeUnit unit) throws InterruptedException {
            long nanos = unit.toNanos(timeout);
            Interrupts.check();
            Deadline deadline = Deadline.ofTimeout(nanos);
            boolean locked = sync.write(true, deadline);
            if (!locked && deadline != Deadline.NOW) {
                Interrupts.check();
            }
            return locked;
        }

        /**
         * Undoes one lock.
         *
         * @throws IllegalMonitorStateException if the caller does not hold the lock
         */
        @Override
        public void unlock() {
            sync.unlockWrite();
        }

        /** A new condition, which signals in the order in which threads began to wait. */
        @Override
        public Condition newCondition() {
            return new QueuedCondition(sync);
        }

        /** Whether the calling thread holds the lock. */
        public boolean isHeldByCurrentThread() {
            return sync.isOwn();
        }

        /** How often the calling thread holds the lock. */
        public int getHoldCount() {
            return sync.writeHolds();
        }

        @Override
        public String toString() {
            Thread owner = sync.owner();
            return super.toString()
                    + (owner == null ? "[Unlocked]" : "[Locked by thread " + owner.getName() + "]");
        }
    }

    // Inspection.

    /** Whether the lock serves threads in the order in which they came. */
    public final boolean isFair() {
        return sync.fair;
    }

    /** The thread that holds the write lock, as far as can be seen; null if there is none. */
    protected @Nullable Thread getOwner() {
        return sync.owner();
    }

    /** How many holds of the read lock there are at this moment. */
    public int getReadLockCount() {
        return sync.readLockCount();
    }

    /** Whether any thread holds the write lock at this moment. */
    public boolean isWriteLocked() {
        return sync.isWriteLocked();
    }

    /** Whether the calling thread holds the write lock. */
    public boolean isWriteLockedByCurrentThread() {
        return sync.isOwn();
    }

    /** How often the calling thread holds the write lock. */
    public int getWriteHoldCount() {
        return sync.writeHolds();
    }

    /** How often the calling thread holds the read lock. */
    public int getReadHoldCount() {
        return sync.readHolds();
    }

    /** The threads that wait for the write lock, the last one first. */
    protected Collection<Thread> getQueuedWriterThreads() {
        return sync.waitingWriters();
    }

    /** The threads that wait for the read lock, the last one first. */
    protected Collection<Thread> getQueuedReaderThreads() {
        return sync.waitingReaders();
    }

    /** Whether any thread waits for either lock at this moment. */
    public final boolean hasQueuedThreads() {
        return !sync.waiting().isEmpty();
    }

    /** Whether this thread waits for either lock at this moment. */
    public final boolean hasQueuedThread(Thread thread) {
        return sync.waiting().contains(requireNonNull(thread, "thread"));
    }

    /** How many threads wait for either lock at this moment. */
    public final int getQueueLength() {
        return sync.waiting().size();
    }

    /** The threads that wait for either lock, the last one first. */
    protected Collection<Thread> getQueuedThreads() {
        return sync.waiting();
    }

    /**
     * Whether any thread waits on a condition.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the write lock
     * @throws IllegalArgumentException if the condition is not of this lock
     */
    public boolean hasWaiters(Condition condition) {
        return !waitingThreads(condition).isEmpty();
    }

    /**
     * How many threads wait on a condition.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the write lock
     * @throws IllegalArgumentException if the condition is not of this lock
     */
    public int getWaitQueueLength(Condition condition) {
        return waitingThreads(condition).size();
    }

    /**
     * The threads that wait on a condition, the first one first.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the write lock
     * @throws IllegalArgumentException if the condition is not of this lock
     */
    protected Collection<Thread> getWaitingThreads(Condition condition) {
        return waitingThreads(condition);
    }

    /** For this class, since a subclass may override {@link #getWaitingThreads}. */
    private Collection<Thread> waitingThreads(Condition condition) {
        requireNonNull(condition, "condition");
        if (!(condition instanceof QueuedCondition own) || !own.isOf(sync)) {
            throw new IllegalArgumentException("not a condition of " + this + ": " + condition);
        }
        return own.waitingThreads();
    }

    @Override
    public String toString() {
        return super.toString()
                + "[Write locks = "
                + sync.allWriteHolds()
                + ", Read locks = "
                + sync.readLockCount()
                + "]";
    }
}
