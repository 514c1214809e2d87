package org.furwock.sync;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.furwock.futex.Deadline;
import org.furwock.futex.WaitResult;
import org.furwock.sync.LockQueue.Waiter;
import org.furwock.waiting.Interrupts;
import org.jspecify.annotations.Nullable;

/**
 * A condition of a {@link QueuedLock}.
 *
 * <p><b>Contract.</b> That of {@link Condition}, as the original has it: all methods need the lock;
 * a signal goes to the thread that has waited longest, which is in the lock's queue before the
 * signal returns; a thread that is signalled and interrupted, or out of time, at the same moment
 * counts as signalled if the signal came first, and keeps the interrupt for later; else the signal
 * goes to the next. It never returns without reason, but for one: that there is no memory to wait
 * with.
 *
 * <p><b>Algorithm.</b> A list of waiters, guarded by the lock. A signal takes the first one out,
 * marks it SIGNALLED, and puts it into the lock's queue, where it is woken when its turn has come:
 * not before. One that is interrupted or out of time marks itself WAITING instead, goes into the
 * queue by itself, and takes itself out of the list when it has the lock.
 *
 * <p><b>Wake rule.</b> Both marks replace ON_CONDITION by a compare-and-set: one of the two wins,
 * and the one that wins puts the waiter into the queue; there {@link QueuedLock} sees to its wake.
 * A signal that loses goes on to the next waiter.
 *
 * <p><b>Memory ordering.</b> The list is guarded by the lock; a waiter's status is volatile.
 */
final class QueuedCondition implements Condition, Serializable {

    private static final long serialVersionUID = 1L;

    private final QueuedLock lock;
    private transient @Nullable Waiter first;
    private transient @Nullable Waiter last;

    QueuedCondition(QueuedLock lock) {
        this.lock = lock;
    }

    @Override
    public void await() throws InterruptedException {
        Interrupts.check();
        waitOrThrow(Deadline.NEVER);
    }

    @Override
    public void awaitUninterruptibly() {
        waitForSignal(false, Deadline.NEVER);
    }

    @Override
    public long awaitNanos(long nanosTimeout) throws InterruptedException {
        Deadline deadline = Deadline.atNanoTime(Deadline.nanoTimeAfter(nanosTimeout));
        waitOrThrow(deadline);
        return deadline == Deadline.NEVER ? nanosTimeout : deadline.nanos() - System.nanoTime();
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return waitOrThrow(Deadline.atNanoTime(Deadline.nanoTimeAfter(unit.toNanos(time))));
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // the interface has it so
    public boolean awaitUntil(Date deadline) throws InterruptedException {
        long millis = Math.max(deadline.getTime(), 0); // what is before 1970 is over as well
        return waitOrThrow(Deadline.at(Instant.ofEpochMilli(millis)));
    }

    /** Whether it was signalled; if not, the deadline passed. */
    private boolean waitOrThrow(Deadline deadline) throws InterruptedException {
        Interrupts.check();
        WaitResult end = waitForSignal(true, deadline);
        if (end == WaitResult.INTERRUPTED) {
            throw Interrupts.consume();
        }
        return end == WaitResult.WOKEN;
    }

    @Override
    public void signal() {
        lock.requireOwner();
        boolean signalled = false;
        while (first != null && !signalled) {
            signalled = signal(removeFirst(), false);
        }
    }

    @Override
    public void signalAll() {
        lock.requireOwner();
        boolean many = first != last;
        while (first != null) {
            signal(removeFirst(), many);
        }
    }

    /** Whether the waiter still waited for it. */
    private boolean signal(Waiter waiter, boolean isOfMany) {
        boolean waited = waiter.moves(Waiter.ON_CONDITION, Waiter.SIGNALLED);
        if (waited) {
            waiter.wasSignalled = true;
            waiter.isOfMany = isOfMany;
            lock.appendSignalled(waiter);
        }
        return waited;
    }

    // Waiting.

    /** How the wait ended: WOKEN, which is by a signal, TIMED_OUT or INTERRUPTED. */
    WaitResult waitForSignal(boolean interruptible, Deadline deadline) {
        lock.requireOwner();
        Waiter waiter;
        Turn turn;
        try {
            waiter = lock.newWaiter(ThreadParker.current(), Waiter.ON_CONDITION);
            turn = new Turn(lock, waiter, false);
        } catch (OutOfMemoryError e) {
            return letOthersIn(interruptible, deadline);
        }
        append(waiter);
        int saved = lock.unlockFully();
        WaitResult end;
        boolean signalled;
        try {
            end = sleep(waiter, interruptible, deadline);
        } finally { // also if the sleep fails: who leaves here has the lock
            signalled = !giveUp(waiter);
            lock.relock(turn, saved); // an interrupt that comes only now stays for later
            if (!signalled) {
                remove(waiter);
            }
        }
        return signalled ? WaitResult.WOKEN : end;
    }

    /** Without memory for a place where a signal would find it: comes back early instead. */
    private WaitResult letOthersIn(boolean interruptible, Deadline deadline) {
        int saved = lock.unlockFully();
        try {
            return pause(interruptible, deadline);
        } finally {
            lock.relock(null, saved);
        }
    }

    private static WaitResult pause(boolean interruptible, Deadline deadline) {
        WaitResult end = ThreadParker.pause(interruptible, deadline);
        return end == WaitResult.SPURIOUS ? WaitResult.WOKEN : end;
    }

    /** WOKEN, or how the wait ended if nobody has signalled until then. */
    private WaitResult sleep(Waiter waiter, boolean interruptible, Deadline deadline) {
        ThreadParker parker = waiter.parker();
        try {
            parker.forSignal.yieldUntil(() -> waiter.status != Waiter.ON_CONDITION);
            while (waiter.status == Waiter.ON_CONDITION) {
                WaitResult result = parker.park(interruptible, deadline, this);
                if (result == WaitResult.INTERRUPTED || result == WaitResult.TIMED_OUT) {
                    return result;
                }
            }
            return WaitResult.WOKEN;
        } catch (OutOfMemoryError e) {
            return pause(interruptible, deadline);
        }
    }

    /** Into the lock's queue, where a signal would have put it: whether none has. */
    private boolean giveUp(Waiter waiter) {
        if (waiter.moves(Waiter.ON_CONDITION, Waiter.WAITING)) {
            lock.append(waiter);
            return true;
        }
        while (waiter.status == Waiter.SIGNALLED) {
            Thread.yield(); // the signaller is between two lines of its own
        }
        return false;
    }

    // The list.

    private void append(Waiter waiter) {
        if (last == null) {
            first = waiter;
        } else {
            last.nextOnCondition = waiter;
        }
        last = waiter;
    }

    private Waiter removeFirst() {
        Waiter waiter = requireNonNull(first);
        first = waiter.nextOnCondition;
        if (first == null) {
            last = null;
        }
        waiter.nextOnCondition = null;
        return waiter;
    }

    /** By a waiter that was not signalled; a signal that came too late may have taken it out. */
    private void remove(Waiter gone) {
        Waiter before = null;
        Waiter waiter = first;
        while (waiter != null && waiter != gone) {
            before = waiter;
            waiter = waiter.nextOnCondition;
        }
        if (waiter == null) {
            return;
        }
        if (before == null) {
            first = gone.nextOnCondition;
        } else {
            before.nextOnCondition = gone.nextOnCondition;
        }
        if (last == gone) {
            last = before;
        }
    }

    // Inspection.

    boolean isOf(QueuedLock other) {
        return lock == other;
    }

    /** By the owner. */
    List<Thread> waitingThreads() {
        lock.requireOwner();
        List<Thread> threads = new ArrayList<>();
        for (Waiter w = first; w != null; w = w.nextOnCondition) {
            Thread thread = w.thread();
            if (thread != null && w.status == Waiter.ON_CONDITION) {
                threads.add(thread);
            }
        }
        return threads;
    }
}
