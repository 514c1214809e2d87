package org.furwock.sync.shared;

import static java.util.Objects.requireNonNull;
import static org.furwock.sync.shared.PthreadMutexLayout.INCONSISTENT;
import static org.furwock.sync.shared.PthreadMutexLayout.NOT_RECOVERABLE;
import static org.furwock.sync.shared.PthreadMutexLayout.THREAD_ID;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.Deadline;
import org.furwock.futex.lowlevel.RobustList;
import org.furwock.futex.region.SharedRegion;
import org.furwock.futex.region.SharedRegionSlot;
import org.jspecify.annotations.Nullable;

/**
 * A mutex in glibc's {@code pthread_mutex_t} that survives its owner, between threads of any
 * processes, in Java and in C. {@link RobustMutex} and {@link PiMutex} extend it.
 *
 * <p><b>Contract.</b> Not reentrant. Locking a mutex that the caller holds, and unlocking one that
 * it does not hold, throw an {@link IllegalMonitorStateException} and change nothing. {@code
 * tryLock} of a mutex that the caller holds returns false. What happened before an unlock, or
 * before the owner's death, is visible after the next lock. Time-outs are on the clock of {@link
 * System#nanoTime()} and never early.
 *
 * <p><b>Death.</b> If the owner's process is killed, crashes or exits, or the owner's thread ends,
 * the next thread that locks gets the mutex <em>and</em> an {@link OwnerDiedException}. It is a
 * checked exception, so the compiler demands that the caller handles it:
 *
 * <pre>{@code
 * try {
 *     mutex.lock();
 * } catch (OwnerDiedException e) { // the mutex is held
 *     repair();
 *     mutex.markConsistent();
 * }
 * try {
 *     work();
 * } finally {
 *     mutex.unlock();
 * }
 * }</pre>
 *
 * If the caller unlocks it without {@link #markConsistent()}, the mutex becomes unusable: all
 * threads that wait for it or lock it later get a {@link MutexNotRecoverableException}. {@link
 * #asLock} puts the repair into one place.
 *
 * <p><b>Owners are kernel threads</b>, known by their ids. So virtual threads get an {@link
 * UnsupportedOperationException}, and all processes must be in one pid namespace. A thread that
 * ends without unlocking counts as dead. The kernel looks at no more than {@link
 * RobustList#MAX_HELD} mutexes of a dead thread: to lock one more throws an {@link
 * IllegalStateException}. A thread may lock by one object and unlock by another one over the same
 * mapping. To unlock in another mapping of the file, such as that of a second {@link SharedRegion},
 * throws a {@link org.furwock.futex.region.SharedRegionException}, and the mutex stays held.
 *
 * <p><b>Algorithm.</b> That of glibc; the states are in {@link PthreadMutexLayout}. Before each
 * change of the word the thread names the mutex to the kernel, and withdraws the name afterwards. A
 * held mutex is in the owner's {@link RobustList}. When a thread dies, at any instruction, the
 * kernel looks at both. In each word with the thread's id it writes OWNER_DIED, and it wakes one
 * sleeper.
 *
 * <p><b>Stack and memory.</b> If a method here throws a {@link StackOverflowError} or {@link
 * OutOfMemoryError}, it has changed nothing. Before it changes the word, it reserves the stack and
 * the memory for the steps that follow. A {@link Rehearsal} has loaded the classes and linked the
 * call sites.
 *
 * <p><b>Memory ordering.</b> All changes of the word are volatile. Only the owner writes the other
 * fields, before it releases the word.
 *
 * <p><b>Source.</b> glibc's nptl/pthread_mutex_lock.c and pthread_mutex_unlock.c; the kernel's
 * Documentation/locking/robust-futexes. <b>Differs</b> from glibc: a relock is an error and not a
 * deadlock. Waits can be interrupted. A mutex that is not recoverable stays so, even if an owner
 * dies while it unlocks it.
 *
 * @since 1.0
 */
public abstract sealed class PthreadMutex extends PthreadMutexState permits RobustMutex, PiMutex {

    private static final long serialVersionUID = 1L;

    static { // Loads classes now: a wait must not fail for want of memory.
        MutexWait.load();
    }

    /** How an attempt to change the word to the caller's id ended. */
    enum Attempt {
        LOCKED,
        OWNER_DIED,
        GAVE_UP
    }

    /** Null if other code looks after the memory. */
    private final transient @Nullable SharedRegion region;

    private final transient OwnerDiedException deathInBrief = new OwnerDiedException();

    /** The list of the thread that last locked through this object: often the calling thread. */
    private transient @Nullable RobustList lastList;

    PthreadMutex(SharedRegionSlot slot, int kind, boolean inheriting) {
        super(slot.buffer(), 0, slot, kind, inheriting);
        region = slot.region();
        region.requireSamePidNamespace();
    }

    PthreadMutex(ByteBuffer memory, int offset, int kind, boolean inheriting) {
        super(memory, offset, "offset " + offset + " in " + memory, kind, inheriting);
        region = null;
    }

    /**
     * Locks; waits as long as it takes.
     *
     * @throws OwnerDiedException with the mutex held: its last owner died
     * @throws MutexNotRecoverableException if the mutex is unusable
     */
    public void lock() throws OwnerDiedException {
        attempt(false, Deadline.NEVER);
    }

    /**
     * Locks, unless the thread is or gets interrupted.
     *
     * @throws InterruptedException if the thread is or gets interrupted; the mutex is not held
     * @throws OwnerDiedException with the mutex held: its last owner died
     * @throws MutexNotRecoverableException if the mutex is unusable
     */
    public void lockInterruptibly() throws InterruptedException, OwnerDiedException {
        checkInterrupt();
        if (!attempt(true, Deadline.NEVER)) {
            Thread.interrupted();
            throw new InterruptedException();
        }
    }

    /**
     * Locks if the mutex is free, or its owner dead, at this moment.
     *
     * @throws OwnerDiedException with the mutex held: its last owner died
     * @throws MutexNotRecoverableException if the mutex is unusable
     */
    public boolean tryLock() throws OwnerDiedException {
        return attempt(false, Deadline.NOW);
    }

    /**
     * Locks within a time, unless the thread is or gets interrupted. A time of 0 or less is a try.
     *
     * @throws InterruptedException if the thread is or gets interrupted; the mutex is not held
     * @throws OwnerDiedException with the mutex held: its last owner died
     * @throws MutexNotRecoverableException if the mutex is unusable
     */
    public boolean tryLock(long time, TimeUnit unit)
            throws InterruptedException, OwnerDiedException {
        long nanos = unit.toNanos(time);
        checkInterrupt();
        boolean locked = attempt(true, Deadline.ofTimeout(nanos));
        if (!locked) {
            checkInterrupt();
        }
        return locked;
    }

    private static void checkInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private boolean attempt(boolean interruptible, Deadline deadline) throws OwnerDiedException {
        RobustList list = list();
        list.reserveToTake();
        return attempt(list, interruptible, deadline);
    }

    /** Locks. The caller has reserved stack for this and more. */
    void lockWithinReserve() throws OwnerDiedException {
        attempt(list(), false, Deadline.NEVER);
    }

    private boolean attempt(RobustList list, boolean interruptible, Deadline deadline)
            throws OwnerDiedException {
        int id = list.threadId();
        list.begin(node); // also while it sleeps: if it dies then, the kernel passes its wake on
        try {
            Attempt attempt =
                    word.compareAndSet(FREE, id) // FREE -> held
                            ? Attempt.LOCKED
                            : MutexWait.contend(this, id, interruptible, deadline);
            if (attempt == Attempt.GAVE_UP) {
                return false;
            }
            enter(list, id, attempt);
            return true;
        } finally {
            list.end();
        }
    }

    /** Called with the word acquired: writes the other fields. */
    private void enter(RobustList list, int id, Attempt attempt) throws OwnerDiedException {
        long before = (long) LONG.get(memory, fields);
        if ((int) before == NOT_RECOVERABLE) {
            release(id);
            throw new MutexNotRecoverableException(this);
        }
        boolean died = attempt == Attempt.OWNER_DIED;
        // The dead thread was counted as a user: now this counts the caller.
        LONG.set(
                memory,
                fields,
                died ? withOwner(before, INCONSISTENT) : withOwner(before + ONE_USER, id));
        list.add(node);
        if (lastList != list) {
            lastList = list;
        }
        setExclusiveOwnerThread(Thread.currentThread()); // last: holder() compares the two
        if (died) {
            throw death((int) before == INCONSISTENT ? 0 : (int) before);
        }
    }

    /** The exception for a death; without memory, the one made in advance. */
    private OwnerDiedException death(int deadThreadId) {
        try {
            return new OwnerDiedException(this, deadThreadId);
        } catch (VirtualMachineError e) {
            return deathInBrief; // the caller must learn that it holds the mutex
        }
    }

    private RobustList list() {
        RobustList last = lastList;
        if (last != null && last.isCurrent()) {
            return last;
        }
        RobustList current = RobustList.current();
        if (!rehearsal().isOver()) {
            rehearsal().play();
        }
        return current;
    }

    /**
     * Called by any thread: the thread of this process that holds the mutex, if it locked through
     * this object. A thread that has unlocked through another object of the same mutex is still the
     * last owner here.
     */
    final @Nullable Thread holder() {
        RobustList list = lastList;
        return list != null && list.threadId() == getOwnerThreadId() ? owningThread() : null;
    }

    /** The blocker of a waiting thread: tools look for its owner. */
    final Object blocker() {
        return owningThread() == null || holder() != null ? this : word;
    }

    /** The region must not be closed from here on, also while the thread looks again. */
    final void beginWait() {
        if (region != null) {
            region.beginWait();
        }
    }

    final void endWait() {
        if (region != null) {
            region.endWait();
        }
    }

    /** The rehearsal of this kind of mutex. */
    abstract Rehearsal rehearsal();

    /** The contended path: the word was not free. */
    abstract Attempt contend(int id, boolean interruptible, Deadline deadline);

    /** Frees the word, which the caller owns, and wakes a thread. */
    abstract void release(int id);

    /**
     * Unlocks. If an owner died and {@link #markConsistent()} was not called, no thread can lock
     * the mutex any more.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the mutex
     */
    public void unlock() {
        RobustList list = list();
        requireOwner(list.threadId());
        list.reserveToRelease();
        unlock(list);
    }

    /** Called by the owner: unlocks. The caller has reserved the stack. */
    void unlockWithinReserve() {
        unlock(list());
    }

    private void unlock(RobustList list) {
        list.begin(node);
        try {
            list.remove(node);
            setExclusiveOwnerThread(null); // before the release: after it there is another owner
            long before = (long) LONG.get(memory, fields);
            int owner = (int) before == INCONSISTENT ? NOT_RECOVERABLE : 0;
            LONG.set(memory, fields, withOwner(before - ONE_USER, owner));
            release(list.threadId());
        } finally {
            list.end(); // after the release: if it dies before its wake, the kernel wakes
        }
    }

    /**
     * Declares that what the mutex protects has been repaired after an owner's death.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the mutex
     * @throws IllegalStateException if it was not taken over from a dead owner
     */
    public void markConsistent() {
        int id = requireOwner();
        if (owner() != INCONSISTENT) {
            throw new IllegalStateException("no owner of it died: " + this);
        }
        LONG.setVolatile(memory, fields, withOwner((long) LONG.get(memory, fields), id));
    }

    /**
     * This mutex as a {@link Lock}, with a repair for owners that died. The lock has no conditions.
     *
     * @param recovery called with the mutex held; if it returns, the mutex is marked consistent,
     *     and the call that locked it returns; if it throws, the mutex is unlocked and becomes
     *     unusable; if it unlocks the mutex, which it must not, the call throws an {@link
     *     IllegalMonitorStateException}
     */
    public Lock asLock(Recovery recovery) {
        return new RecoveringLock(this, requireNonNull(recovery, "recovery"));
    }

    int requireOwner() {
        int id = RobustList.current().threadId();
        requireOwner(id);
        return id;
    }

    private void requireOwner(int id) {
        if ((word.get() & THREAD_ID) != id) {
            throw new IllegalMonitorStateException("not held by the current thread: " + this);
        }
    }

    /** Reserves the stack for an unlock and a lock. */
    void reserve() {
        list().reserveToTake();
    }

    /** A mutex is a place in memory, which a stream cannot carry. */
    private void writeObject(ObjectOutputStream stream) throws NotSerializableException {
        throw new NotSerializableException(getClass().getName());
    }
}
