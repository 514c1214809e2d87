package org.furwock.watch;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.furwock.diagnostics.Deadlock;
import org.furwock.diagnostics.DeadlockVictimException;
import org.jspecify.annotations.Nullable;

/**
 * One wait of the current thread for a lock, from {@link WaitTable#enter} to {@link
 * WaitTable#leave}. If the thread wakes and sleeps again meanwhile, it is the same wait.
 */
public abstract class WaitRecord {

    private volatile @Nullable Thread thread = Thread.currentThread();

    // Written by WaitTable, before it publishes the record.
    private boolean interruptible;
    private boolean timed;
    private boolean mayFail;

    // Written by WaitTable.
    @Nullable AtomicReferenceArray<@Nullable WaitRecord> segment;
    int index;

    /** Whether the watchdog has reported a deadlock of this wait; only the watchdog uses it. */
    boolean isReported;

    private volatile @Nullable Deadlock verdict;

    /** A wait of the calling thread. */
    protected WaitRecord() {}

    /**
     * Called by the thread.
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

    /** Called by the waiting thread, after the wait. */
    protected void forgetThread() {
        thread = null;
    }

    /** Called by any thread: whether this is a wait for the lock. Once true, it stays true. */
    protected boolean isForLock() {
        return true;
    }

    /** The lock, as the program knows it. */
    protected abstract Object lock();

    /** The mode in which the thread wants the lock. */
    protected abstract String mode();

    /** The code that created the lock, if it is known. */
    protected @Nullable String site() {
        return null;
    }

    /**
     * Adds the holders of the lock. Each of these threads alone keeps this wait from ending, and
     * only the thread itself can change that, by a step outside its waits. Called by any thread,
     * without the lock. What a thread wrote before its own wait is visible.
     */
    protected abstract void addHolders(Collection<Thread> to);

    /** Called by any thread: makes the waiting thread look again. Only for a wait that can fail. */
    protected void wake() {
        throw new IllegalStateException("cannot fail: " + this);
    }

    /** Whether it can be part of a deadlock: no time limit and no interrupt will end it. */
    boolean isEndless() {
        Thread waiting = thread;
        return waiting != null && !timed && !(interruptible && mayBeInterrupted(waiting));
    }

    /**
     * This may call code of the program, which can override isInterrupted. If that throws, this
     * wait is left out, and the search goes on.
     */
    private static boolean mayBeInterrupted(Thread waiting) {
        try {
            return waiting.isInterrupted();
        } catch (Throwable e) { // code in another language can throw a checked one, too
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

    /** Makes the wait fail. */
    void fail(Deadlock cycle) {
        verdict = cycle;
        wake();
    }

    /**
     * Called by the waiting thread, which does not hold the lock.
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
     * Called by any thread; on JDK 17 the stack takes a safepoint, later a handshake with the
     * thread.
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
