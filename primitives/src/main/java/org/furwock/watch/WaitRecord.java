package org.furwock.watch;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.furwock.diagnostics.Deadlock;
import org.furwock.diagnostics.DeadlockVictimException;
import org.jspecify.annotations.Nullable;

/**
 * One wait of the current thread for a lock, from {@link WaitTable#enter} to {@link
 * WaitTable#leave}: however often the thread wakes meanwhile, it is the same wait.
 */
public abstract class WaitRecord {

    private volatile @Nullable Thread thread = Thread.currentThread();

    // By WaitTable, before it publishes the record.
    private boolean interruptible;
    private boolean timed;
    private boolean mayFail;

    // By WaitTable.
    @Nullable AtomicReferenceArray<@Nullable WaitRecord> segment;
    int index;

    /** By the watchdog: whether it has reported a deadlock of this wait. */
    boolean isReported;

    private volatile @Nullable Deadlock verdict;

    /** A wait of the calling thread. */
    protected WaitRecord() {}

    /**
     * By the thread.
     *
     * @param interruptible whether an interrupt ends the wait
     * @param timed whether it has a time limit, so that it is not part of a deadlock
     * @param mayFail whether it can fail by an exception: {@link #wake} is implemented
     */
    final void setProperties(boolean interruptible, boolean timed, boolean mayFail) {
        this.interruptible = interruptible;
        this.timed = timed;
        this.mayFail = mayFail;
    }

    /** The waiting thread; null if the record has outlived the wait and forgotten it. */
    public final @Nullable Thread thread() {
        return thread;
    }

    /** By the waiting thread, which needs to wait no more. */
    protected void forgetThread() {
        thread = null;
    }

    /** By any thread: whether it is a wait for the lock; once it is, it stays one. */
    protected boolean isForLock() {
        return true;
    }

    /** The lock, as the program knows it. */
    protected abstract Object lock();

    /** How the thread wants it. */
    protected abstract String mode();

    /** The code that created the lock, if it is known. */
    protected @Nullable String site() {
        return null;
    }

    /**
     * Adds threads each of which alone keeps this wait from its end, and which alone can change
     * that, by a step that is not part of a wait. By any thread, without the lock. What a thread
     * has written before its own wait is visible.
     */
    protected abstract void addHolders(Collection<Thread> to);

    /** By any thread: has the waiting thread look again. Only if the wait can fail. */
    protected void wake() {
        throw new IllegalStateException("cannot fail: " + this);
    }

    /** Whether it can be part of a deadlock: no time limit and no interrupt will end it. */
    boolean isEndless() {
        Thread waiting = thread;
        return waiting != null && !timed && !(interruptible && mayBeInterrupted(waiting));
    }

    /**
     * Code of the program may answer: there is no other way to the status of another thread. A
     * thread whose answer is an exception is left out, so that the others are still searched.
     */
    private static boolean mayBeInterrupted(Thread waiting) {
        try {
            return waiting.isInterrupted();
        } catch (Throwable e) { // also a checked one, from another language
            return true;
        }
    }

    boolean mayFail() {
        return mayFail;
    }

    /** Whether {@link #fail} was called. */
    boolean isVictim() {
        return verdict != null;
    }

    /** Has the wait fail. */
    void fail(Deadlock cycle) {
        verdict = cycle;
        wake();
    }

    /**
     * By the waiting thread, which does not hold the lock.
     *
     * @throws DeadlockVictimException if the wait is to fail
     */
    public static void throwIfVictim(@Nullable WaitRecord wait) {
        Deadlock cycle = wait == null ? null : wait.verdict;
        if (cycle != null) {
            throw new DeadlockVictimException(cycle);
        }
    }

    /**
     * By any thread; on JDK 17 the stack takes a safepoint, later a handshake with the thread.
     *
     * @param waiting the thread
     */
    Deadlock.Link link(Thread waiting) {
        return new Deadlock.Link(
                waiting, lock(), mode(), LockNames.of(lock()), site(), stackOf(waiting));
    }

    /** Empty if the thread's class has a method of its own that fails. */
    private static List<StackTraceElement> stackOf(Thread waiting) {
        try {
            return List.of(waiting.getStackTrace());
        } catch (Throwable e) {
            return List.of();
        }
    }
}
