package org.furwock.locks;

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
import org.furwock.futex.lowlevel.StackReserve;
import org.furwock.waiting.Backoff;
import org.furwock.waiting.Compensation;
import org.furwock.waiting.Interrupts;
import org.furwock.waiting.WaitPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A condition of a {@link QueuedLock}.
 *
 * <p><b>Contract.</b> That of {@link Condition}. The caller of each method must hold the lock. A
 * signal goes to the thread that has waited longest, and puts it into the lock's queue before it
 * returns. A signal may coincide with an interrupt or a time-out. If the signal came first, the
 * thread counts as signalled, and keeps the interrupt for later. Otherwise the signal goes to the
 * next thread. An interrupt that comes after the end of the wait, while the thread waits for the
 * lock, stays for later, too. A wait returns spuriously only for want of memory.
 *
 * <p><b>Algorithm.</b> A FIFO list of waiters, guarded by the lock. A signal removes the first
 * waiter, marks it SIGNALLED and appends it to the lock's queue, where a release of the lock wakes
 * it. A waiter that is interrupted or times out marks itself WAITING instead, appends itself to the
 * queue, and removes itself from the list when it has the lock.
 *
 * <p><b>Wake rule.</b> The signaller and the waiter replace ON_CONDITION by a compare-and-set. So
 * exactly one of them succeeds, and it appends the waiter to the queue. From then on the rules of
 * {@link QueuedLock} hold. A signaller that fails goes on to the next waiter.
 *
 * <p><b>Memory ordering.</b> The list is guarded by the lock. A waiter's status is volatile.
 *
 * <p><b>Waiting policy.</b> Signals are FIFO, so only a waiter without another one before it spins
 * for the signal, and only while that pays ({@link Backoff}). A fork-join pool replaces a worker
 * that waits without a time limit ({@link Compensation}).
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
        Deadline deadline = Deadline.afterNanos(Math.max(nanosTimeout, 0));
        waitOrThrow(deadline);
        return Math.min(deadline.remainingNanos(), nanosTimeout); // which may be negative
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return waitOrThrow(Deadline.ofTimeout(unit.toNanos(time)));
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // the interface has it so
    public boolean awaitUntil(Date deadline) throws InterruptedException {
        long millis = Math.max(deadline.getTime(), 0); // Deadline has no time before 1970
        return waitOrThrow(Deadline.at(Instant.ofEpochMilli(millis)));
    }

    /** Whether it was signalled; if not, the deadline passed. */
    private boolean waitOrThrow(Deadline deadline) throws InterruptedException {
        Interrupts.check();
        WaitResult end = waitForSignal(true, deadline);
        if (end == WaitResult.INTERRUPTED) {
            throw new InterruptedException();
        }
        return end == WaitResult.WOKEN;
    }

    @Override
    public void signal() {
        lock.requireOwner();
        StackReserve.forRelease();
        boolean signalled = false;
        while (first != null && !signalled) {
            signalled = signal(removeFirst(), false);
        }
    }

    @Override
    public void signalAll() {
        lock.requireOwner();
        StackReserve.forRelease();
        boolean isOfMany = first != last;
        while (first != null) {
            signal(removeFirst(), isOfMany);
        }
    }

    /** Signals this waiter; false if it has given up. */
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

    /**
     * Waits. Returns WOKEN after a signal, TIMED_OUT or INTERRUPTED. The interrupt that ended the
     * wait is no longer in the status.
     */
    WaitResult waitForSignal(boolean interruptible, Deadline deadline) {
        lock.requireOwner();
        StackReserve.forAcquire();
        lock.beforeRelease();
        Waiter me;
        try {
            if (deadline.isOver()) {
                return letOthersIn();
            }
            me = lock.newWaiter(ThreadParker.current(), Waiter.ON_CONDITION);
            me.mustEnter = true;
        } catch (OutOfMemoryError e) {
            return returnEarly(interruptible, deadline);
        }
        boolean alone = first == null;
        append(me);
        long saved = lock.unlockFully();
        WaitResult end;
        boolean interrupted = false;
        boolean signalled;
        try {
            me.enterTable(false, Deadline.NEVER); // after its last step as the owner
            end = sleep(me, alone, interruptible, deadline);
            interrupted = takeInterrupt(end);
        } finally { // also if the sleep throws: a wait ends with the lock held
            signalled = !leave(me);
            lock.relock(me, saved); // an interrupt that comes from here on stays for later
            if (!signalled) {
                remove(me);
            } else if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return signalled ? WaitResult.WOKEN : end;
    }

    /**
     * A wait with a deadline that has passed. It needs no place in the list, but releases the lock
     * once, so that threads in the queue get it first.
     */
    private WaitResult letOthersIn() {
        Waiter me = lock.newWaiter(ThreadParker.current(), Waiter.WAITING);
        me.mustEnter = true;
        lock.append(me);
        long saved = lock.unlockFully();
        lock.relock(me, saved);
        return WaitResult.TIMED_OUT;
    }

    /**
     * Without memory for a place in the list: no signal could find the thread, so the wait returns
     * early.
     */
    private WaitResult returnEarly(boolean interruptible, Deadline deadline) {
        long saved = lock.unlockFully();
        try {
            WaitResult end = pause(interruptible, deadline);
            takeInterrupt(end);
            return end;
        } finally {
            lock.relock(null, saved);
        }
    }

    /** Clears the status before the thread waits for the lock: a later interrupt is another one. */
    private static boolean takeInterrupt(WaitResult end) {
        return end == WaitResult.INTERRUPTED && Thread.interrupted();
    }

    private static WaitResult pause(boolean interruptible, Deadline deadline) {
        WaitResult end = ThreadParker.pause(interruptible, deadline);
        return end == WaitResult.SPURIOUS ? WaitResult.WOKEN : end;
    }

    /** Sleeps until signalled. Returns WOKEN, or what else ended the sleep. */
    private WaitResult sleep(Waiter me, boolean alone, boolean interruptible, Deadline deadline) {
        try {
            if (alone && me.parker() != null && !ThreadParker.isNear(deadline)) {
                me.isAwake = stayAwake(me, deadline);
            }
            return deadline == Deadline.NEVER && Compensation.isDue()
                    ? Compensation.sleep(() -> parkUntilSignalled(me, interruptible, deadline))
                    : parkUntilSignalled(me, interruptible, deadline);
        } catch (OutOfMemoryError e) {
            return pause(interruptible, deadline);
        }
    }

    private WaitResult parkUntilSignalled(Waiter me, boolean interruptible, Deadline deadline) {
        WaitResult result = WaitResult.WOKEN;
        while (me.status == Waiter.ON_CONDITION && !isEnd(result)) {
            result =
                    ThreadParker.isNear(deadline)
                            ? ThreadParker.spinTowards(deadline)
                            : me.park(interruptible, deadline, this);
        }
        return isEnd(result) ? result : WaitResult.WOKEN;
    }

    private static boolean isEnd(WaitResult result) {
        return result == WaitResult.INTERRUPTED || result == WaitResult.TIMED_OUT;
    }

    private static boolean stayAwake(Waiter me, Deadline deadline) {
        long most = Math.min(WaitPolicy.EVENT_SPIN, deadline.remainingNanos());
        Backoff backoff = Backoff.current().startSpinning(most);
        boolean waiting = me.status == Waiter.ON_CONDITION;
        while (waiting && backoff.pause()) {
            waiting = me.status == Waiter.ON_CONDITION;
        }
        backoff.end(!waiting);
        return !waiting;
    }

    /**
     * Marks the waiter WAITING and appends it to the lock's queue; false if a signal has done so.
     */
    private boolean leave(Waiter me) {
        if (me.moves(Waiter.ON_CONDITION, Waiter.WAITING)) {
            lock.append(me);
            return true;
        }
        while (me.status == Waiter.SIGNALLED) { // the signaller is between two of its steps
            me.parkAtMost(WaitPolicy.FIRST_NAP, false, Deadline.NEVER, this);
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

    /**
     * Called by a waiter that was not signalled. A signaller that lost the race may have removed
     * it.
     */
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

    /** Called by the owner. */
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
