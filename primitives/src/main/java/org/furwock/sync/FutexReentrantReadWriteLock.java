package org.furwock.sync;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import org.furwock.futex.Deadline;
import org.furwock.waiting.Interrupts;
import org.jspecify.annotations.Nullable;

/**
 * {@link java.util.concurrent.locks.ReentrantReadWriteLock} with another inside: renaming the type
 * is all it takes.
 *
 * <p><b>Contract.</b> That of the original, method by method. Many threads hold the read lock at
 * once, or one holds the write lock, each as often as it likes: for the {@link Integer#MAX_VALUE}th
 * time last, and once more is an {@link Error}. The writer may read as well, and keep the read lock
 * when it gives up the write lock; a reader that asks for the write lock waits for itself, for
 * ever, and gets nothing from a try. A thread that reads already gets in again, whoever waits to
 * write. Interrupts and time-outs are those of {@link FutexReentrantLock}; unlocking what the
 * caller does not hold is an {@link IllegalMonitorStateException} and changes nothing. What
 * happened before a write lock was given up is visible to those who lock after it, and what readers
 * did to the writer that follows. A lock can be serialized; the copy is unlocked, and as fair. Only
 * the write lock has conditions. Without memory, the write lock waits as {@link FutexReentrantLock}
 * does; a read lock that cannot be remembered is an {@link OutOfMemoryError}, and not held.
 *
 * <p><b>Fairness.</b> A fair lock serves threads in the order in which they came, but for the
 * untimed tries, which take it past everybody. One that is not fair lets readers in until a writer
 * has come to the head of the queue; those who come after that wait behind it. Nobody is passed
 * over for ever: see {@link Turn}.
 *
 * <p><b>Virtual threads</b> wait without their carriers. Owner and blocker show in thread dumps,
 * and deadlocks are found, as with the original. A thread that ends with the read lock leaves it
 * locked. <b>Between processes</b> it does not work: see {@link RwLock}.
 *
 * <p><b>Algorithm, wake rule, memory ordering.</b> In {@link ReadWriteDoor}. Readers of a lock that
 * is often read pass without any atomic operation, each on a cache line of its own.
 *
 * <p><b>Differs</b> from the original in its text form's class name; in the limit of holds, which
 * is each thread's own (the original's was 65535 in all before JDK 25); and in the state of a
 * thread that sleeps, as {@link FutexReentrantLock} does.
 */
public class FutexReentrantReadWriteLock implements ReadWriteLock, Serializable {

    private static final long serialVersionUID = 1L;

    private final ReadLock readerLock;
    private final WriteLock writerLock;

    /** Where both locks are. */
    final ReadWriteDoor door;

    /** A lock that is not fair. */
    public FutexReentrantReadWriteLock() {
        this(false);
    }

    /**
     * A lock.
     *
     * @param fair whether it serves threads in the order in which they came
     */
    @SuppressWarnings("this-escape") // to its own parts, which read the door alone
    public FutexReentrantReadWriteLock(boolean fair) {
        door = new ReadWriteDoor(fair);
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
    public static class ReadLock implements Lock, Serializable {

        private static final long serialVersionUID = 1L;

        private final ReadWriteDoor door;

        /**
         * For subclasses.
         *
         * @param lock whose read lock it is
         */
        protected ReadLock(FutexReentrantReadWriteLock lock) {
            door = lock.door;
        }

        /** Locks, once more if the caller holds the lock; waits as long as it takes. */
        @Override
        public void lock() {
            if (!door.readAgainOrByRecord()) {
                door.readCounted(false, Deadline.NEVER);
            }
        }

        /**
         * Locks, unless the thread is or gets interrupted.
         *
         * @throws InterruptedException if it is or was; the lock is not held once more then
         */
        @Override
        public void lockInterruptibly() throws InterruptedException {
            Interrupts.check();
            if (!door.readAgainOrByRecord() && !door.readCounted(true, Deadline.NEVER)) {
                throw Interrupts.consume();
            }
        }

        /** Locks if nobody else holds the write lock at this moment, past anybody who waits. */
        @Override
        public boolean tryLock() {
            return door.readAgainOrByRecord() || door.tryReadCounted();
        }

        /**
         * Locks within a time, unless the thread is or gets interrupted. A time of 0 or less is a
         * try that respects those who wait.
         *
         * @throws InterruptedException if it is or was; the lock is not held once more then
         */
        @Override
        public boolean tryLock(long timeout, TimeUnit unit) throws InterruptedException {
            long nanos = unit.toNanos(timeout);
            Interrupts.check();
            Deadline deadline = nanos > 0 ? Deadline.afterNanos(nanos) : null;
            boolean locked = door.readAgainOrByRecord() || door.readCounted(true, deadline);
            if (!locked && deadline != null) {
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
            door.unlockRead();
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
            return super.toString() + "[Read locks = " + door.readLockCount() + "]";
        }
    }

    /** The lock that one thread holds, and then nobody the other. */
    public static class WriteLock implements Lock, Serializable {

        private static final long serialVersionUID = 1L;

        private final ReadWriteDoor door;

        /**
         * For subclasses.
         *
         * @param lock whose write lock it is
         */
        protected WriteLock(FutexReentrantReadWriteLock lock) {
            door = lock.door;
        }

        /** Locks, once more if the caller holds the lock; waits as long as it takes. */
        @Override
        public void lock() {
            door.write(false, Deadline.NEVER);
        }

        /**
         * Locks, unless the thread is or gets interrupted.
         *
         * @throws InterruptedException if it is or was; the lock is not held once more then
         */
        @Override
        public void lockInterruptibly() throws InterruptedException {
            Interrupts.check();
            if (!door.write(true, Deadline.NEVER)) {
                throw Interrupts.consume();
            }
        }

        /** Locks if nobody else holds either lock at this moment, past anybody who waits. */
        @Override
        public boolean tryLock() {
            return door.tryWrite();
        }

        /**
         * Locks within a time, unless the thread is or gets interrupted. A time of 0 or less is a
         * try that respects the queue of a fair lock.
         *
         * @throws InterruptedException if it is or was; the lock is not held once more then
         */
        @Override
        public boolean tryLock(long timeout, TimeUnit unit) throws InterruptedException {
            long nanos = unit.toNanos(timeout);
            Interrupts.check();
            Deadline deadline = nanos > 0 ? Deadline.afterNanos(nanos) : null;
            boolean locked = door.write(true, deadline);
            if (!locked && deadline != null) {
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
            door.unlockWrite();
        }

        /** A new condition, which signals in the order in which threads began to wait. */
        @Override
        public Condition newCondition() {
            return new QueuedCondition(door);
        }

        /** Whether the calling thread holds the lock. */
        public boolean isHeldByCurrentThread() {
            return door.isWriteHeldByCurrentThread();
        }

        /** How often the calling thread holds the lock. */
        public int getHoldCount() {
            return door.writeHolds();
        }

        @Override
        public String toString() {
            Thread owner = door.owner();
            return super.toString()
                    + (owner == null ? "[Unlocked]" : "[Locked by thread " + owner.getName() + "]");
        }
    }

    // Inspection.

    /** Whether the lock serves threads in the order in which they came. */
    public final boolean isFair() {
        return door.fair;
    }

    /** Who holds the write lock at this moment, as far as can be seen; null if nobody. */
    protected @Nullable Thread getOwner() {
        return door.owner();
    }

    /** How many holds of the read lock there are at this moment. */
    public int getReadLockCount() {
        return door.readLockCount();
    }

    /** Whether anybody holds the write lock at this moment. */
    public boolean isWriteLocked() {
        return door.owner() != null;
    }

    /** Whether the calling thread holds the write lock. */
    public boolean isWriteLockedByCurrentThread() {
        return door.isWriteHeldByCurrentThread();
    }

    /** How often the calling thread holds the write lock. */
    public int getWriteHoldCount() {
        return door.writeHolds();
    }

    /** How often the calling thread holds the read lock. */
    public int getReadHoldCount() {
        return door.readHolds();
    }

    /** Who waits for the write lock at this moment, the last one first. */
    protected Collection<Thread> getQueuedWriterThreads() {
        return door.waitingWriters();
    }

    /** Who waits for the read lock at this moment, the last one first. */
    protected Collection<Thread> getQueuedReaderThreads() {
        return door.waitingReaders();
    }

    /** Whether anybody waits for either lock at this moment. */
    public final boolean hasQueuedThreads() {
        return !door.waiting().isEmpty();
    }

    /** Whether this thread waits for either lock at this moment. */
    public final boolean hasQueuedThread(Thread thread) {
        return door.waiting().contains(requireNonNull(thread, "thread"));
    }

    /** How many wait for either lock at this moment. */
    public final int getQueueLength() {
        return door.waiting().size();
    }

    /** Who waits for either lock at this moment, the last one first. */
    protected Collection<Thread> getQueuedThreads() {
        return door.waiting();
    }

    /**
     * Whether anybody waits on a condition.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the write lock
     * @throws IllegalArgumentException if the condition is not of this lock
     */
    public boolean hasWaiters(Condition condition) {
        return !getWaitingThreads(condition).isEmpty();
    }

    /**
     * How many wait on a condition.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the write lock
     * @throws IllegalArgumentException if the condition is not of this lock
     */
    public int getWaitQueueLength(Condition condition) {
        return getWaitingThreads(condition).size();
    }

    /**
     * Who waits on a condition, the first one first.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the write lock
     * @throws IllegalArgumentException if the condition is not of this lock
     */
    protected Collection<Thread> getWaitingThreads(Condition condition) {
        requireNonNull(condition, "condition");
        if (!(condition instanceof QueuedCondition own) || !own.isOf(door)) {
            throw new IllegalArgumentException("not a condition of " + this + ": " + condition);
        }
        return own.waitingThreads();
    }

    @Override
    public String toString() {
        return super.toString()
                + "[Write locks = "
                + door.allWriteHolds()
                + ", Read locks = "
                + door.readLockCount()
                + "]";
    }
}
