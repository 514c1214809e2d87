package org.furwock.sync;

import static java.util.Objects.requireNonNull;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexException;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;
import org.furwock.futex.WakeOp;
import org.furwock.futex.lowlevel.StackReserve;
import org.furwock.scoped.MonitorLock;
import org.furwock.waiting.Interrupts;
import org.furwock.waiting.PredicateQueue;
import org.furwock.waiting.ShortWait;
import org.furwock.waiting.WaitPolicy;
import org.furwock.watch.WaitRecord;
import org.furwock.watch.WaitTable;
import org.jspecify.annotations.Nullable;

/**
 * A mutual exclusion lock on one futex word: not reentrant, not fair, small.
 *
 * <p><b>Contract.</b> That of {@link Lock}. Locking a mutex that the caller holds, and unlocking
 * one that it does not hold, is an {@link IllegalMonitorStateException} and changes nothing. An
 * interrupt ends {@link #lockInterruptibly} and the timed {@link #tryLock(long, TimeUnit)} with an
 * {@link InterruptedException}; {@link #lock} keeps the interrupt status for later. Time-outs are
 * measured on the clock of {@link System#nanoTime()} and never end early. What happened before an
 * unlock is visible after the lock that follows.
 *
 * <p><b>Fairness.</b> None: a thread that comes while the mutex is free takes it, also past
 * sleepers. Each release that finds the mutex contended wakes a sleeper. A sleeper may lose the
 * mutex each time, but is never forgotten.
 *
 * <p><b>Virtual threads</b> wait without their carriers. <b>Between processes</b>, with a SHARED
 * word, owner and misuse are known within each process for the threads that use this object. If the
 * owner's process dies, the mutex stays locked.
 *
 * <p><b>Algorithm.</b> The word is the whole state:
 *
 * <pre>
 *  value          meaning                        entered by                       left by
 *  0 FREE         no thread holds it             unlock                           lock
 *  1 HELD         held, and no thread waits      CAS 0 -&gt; 1                       unlock, or -&gt; 2
 *  2 CONTENDED    held, and a thread may wait    a waiter's swap, a condition     unlock
 * </pre>
 *
 * Locking is one compare-and-set of FREE to HELD. A thread that fails swaps in CONTENDED: if the
 * old value is FREE, it holds the mutex now; otherwise it sleeps while the word is CONTENDED.
 * Unlocking swaps in FREE and wakes one sleeper if the old value is CONTENDED.
 *
 * <p><b>Source.</b> U. Drepper, Futexes Are Tricky, "Mutex, Take 3". <b>Differs:</b> a thread spins
 * shortly before its first swap; the owner is known; waits can be interrupted and timed.
 *
 * <p><b>Wake rule.</b> A thread sleeps at the word only after its own swap, or the condition that
 * moved it there, has made the word CONTENDED. Only an unlock replaces CONTENDED. So either the
 * kernel finds the word changed and does not let it sleep, or the unlock that changes the word
 * finds CONTENDED and wakes one sleeper. The woken thread does not know of others, so it takes the
 * mutex as CONTENDED, and its own unlock wakes the next. A waiter that gives up without a wake
 * leaves CONTENDED behind, at the cost of one needless wake. A woken waiter swaps once more before
 * it gives up: either it has the mutex, or CONTENDED makes the holder's unlock wake another.
 *
 * <p><b>Stack.</b> A {@link StackOverflowError} leaves the mutex unchanged ({@code StackReserve}).
 *
 * <p><b>Memory ordering.</b> Every change of the word is volatile: the swap in unlock releases what
 * the owner wrote, and the successful compare-and-set or swap in lock acquires it. The read in the
 * spin is opaque and decides nothing: a compare-and-set or a swap follows. Only the holder writes
 * the owner field. Other threads read it only to compare it with themselves, or to show it.
 *
 * @since 1.0
 */
public final class Mutex extends CheckedLock implements MonitorLock {

    private static final long serialVersionUID = 1L;

    static final int FREE = 0;
    static final int HELD = 1;
    static final int CONTENDED = 2;

    /** Unlock, as an operation of the kernel. */
    private static final WakeOp UNLOCK =
            WakeOp.of(WakeOp.Operation.SET, FREE, WakeOp.Comparison.EQUAL, CONTENDED);

    private final transient FutexWord word;

    /** Null if no thread has waited for a predicate yet; guarded by the mutex. */
    private transient @Nullable PredicateQueue predicates;

    /** A mutex for the threads of this process. */
    public Mutex() {
        this(FutexWord.allocate());
    }

    /**
     * A mutex on a given word.
     *
     * @param word 0 when the mutex is first used; belongs to the mutex from then on
     */
    public Mutex(FutexWord word) {
        this.word = requireNonNull(word, "word");
    }

    /** Locks; waits as long as it takes. */
    @Override
    public void lock() {
        StackReserve.forAcquire();
        checkOrder();
        if (!word.compareAndSet(FREE, HELD)) { // FREE -> HELD
            lockContended(false, Deadline.NEVER);
        }
        own();
    }

    /**
     * Locks, unless the thread is or gets interrupted.
     *
     * @throws InterruptedException if the thread is or gets interrupted; the mutex is not held
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        Interrupts.check();
        StackReserve.forAcquire();
        checkOrder();
        if (!word.compareAndSet(FREE, HELD) && !lockContended(true, Deadline.NEVER)) {
            throw Interrupts.consume();
        }
        own();
    }

    /** Locks if the mutex is free at this moment, past all waiters. */
    @Override
    public boolean tryLock() {
        StackReserve.forAcquire();
        boolean locked = word.compareAndSet(FREE, HELD);
        if (locked) {
            own();
        }
        return locked;
    }

    /**
     * Locks within a time, unless the thread is or gets interrupted. A time of 0 or less is a try.
     *
     * @throws InterruptedException if the thread is or gets interrupted; the mutex is not held
     */
    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(time);
        Interrupts.check();
        StackReserve.forAcquire();
        if (!word.compareAndSet(FREE, HELD)
                && (nanos <= 0 || !lockContended(true, Deadline.ofTimeout(nanos)))) {
            Interrupts.check();
            return false;
        }
        own();
        return true;
    }

    /**
     * Unlocks.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the mutex
     */
    @Override
    public void unlock() {
        requireOwner();
        StackReserve.forRelease();
        PredicateQueue.Waiter selected = predicates == null ? null : predicates.select();
        disown(); // before the release: after it there is another owner
        if (word.getAndSet(FREE) == CONTENDED) { // HELD or CONTENDED -> FREE
            Futex.wake(word, 1);
        }
        if (selected != null) {
            ((PredicateWait) selected).wake();
        }
    }

    /** A new condition of this mutex, for the threads of this process. */
    @Override
    public MutexCondition newCondition() {
        return new MutexCondition(this);
    }

    // The contended path.

    /** Whether the mutex is held; if not, the deadline passed or the thread was interrupted. */
    private boolean lockContended(boolean interruptible, Deadline deadline) {
        if (isHeldByCurrentThread()) {
            throw new IllegalMonitorStateException(
                    "already held by the current thread, and not reentrant: " + this);
        }
        return ShortWait.isNear(deadline)
                ? tryUntil(interruptible, deadline)
                : spin() || sleep(interruptible, deadline, true);
    }

    /** For a near deadline: does not mark the word CONTENDED, so it causes no needless wake. */
    private boolean tryUntil(boolean interruptible, Deadline deadline) {
        boolean locked;
        do {
            Thread.onSpinWait();
            locked = word.get() == FREE && word.compareAndSet(FREE, HELD); // FREE -> HELD
        } while (!locked && !ShortWait.isOver(interruptible, deadline));
        return locked;
    }

    private boolean spin() {
        for (int i = 0; i < WaitPolicy.WORD_SPINS; i++) {
            int value = word.getOpaque();
            if (value == FREE && word.compareAndSet(FREE, HELD)) { // FREE -> HELD
                return true;
            }
            if (value == CONTENDED) {
                return false; // threads sleep already: a spin is unlikely to pay
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /** As {@link #lockContended}. Throws if it may fail and is chosen to end a deadlock. */
    private boolean sleep(boolean interruptible, Deadline deadline, boolean mayFail) {
        WaitOptions options = WaitOptions.of(interruptible);
        WaitRecord wait = null;
        try {
            while (word.getAndSet(CONTENDED) != FREE) { // any -> CONTENDED
                WaitRecord.throwIfVictim(wait);
                if (wait == null) {
                    wait = WordWait.enter(this, interruptible, deadline, mayFail);
                }
                WaitResult result = ShortWait.await(word, CONTENDED, deadline, options, this);
                if (result == WaitResult.INTERRUPTED || result == WaitResult.TIMED_OUT) {
                    return false;
                }
            }
            return true;
        } finally {
            WaitTable.leave(wait); // before another thread can see this one as the owner
        }
    }

    // Waiting for a predicate.

    /**
     * As in {@link MonitorLock}. All threads must use this object, not another on its word.
     *
     * @throws UnsupportedOperationException if the word is SHARED: a process that unlocks cannot
     *     evaluate predicates of other processes
     */
    @Override
    public boolean awaitUntil(BooleanSupplier predicate, Deadline deadline)
            throws InterruptedException {
        requireOwner();
        return predicates().awaitOrThrow(new PredicateWait(this, predicate), deadline);
    }

    /** As {@link #awaitUntil(BooleanSupplier, Deadline)}; keeps an interrupt for later. */
    @Override
    public void awaitUntilUninterruptibly(BooleanSupplier predicate) {
        requireOwner();
        predicates().await(new PredicateWait(this, predicate), false, Deadline.NEVER);
    }

    private PredicateQueue predicates() {
        if (predicates == null) {
            predicates = new PredicateQueue();
        }
        return predicates;
    }

    // For conditions.

    /** The word to which a condition moves its waiters. */
    FutexWord word() {
        return word;
    }

    /**
     * Makes the next unlock wake a thread. Called by the owner, before it moves sleepers to the
     * word. While the mutex is held, others write nothing but CONTENDED, so this write loses
     * nothing.
     */
    void markContended() {
        word.set(CONTENDED); // HELD or CONTENDED -> CONTENDED
    }

    /** Locks again after a sleep at another word. It cannot fail. */
    void lockAgain() {
        checkOrderAgain();
        if (!word.compareAndSet(FREE, HELD) && !spin()) { // FREE -> HELD
            sleep(false, Deadline.NEVER, false);
        }
        own();
    }

    /**
     * Locks after a sleep on a condition, always as CONTENDED: no other thread may know of the
     * threads that were moved to the word with the caller.
     */
    void relock() {
        checkOrderAgain();
        sleep(false, Deadline.NEVER, false);
        own();
    }

    // For events.

    /**
     * Unlocks, and wakes at a second word of the same scope, with one system call if possible.
     * Called by the owner, after it has changed the second word.
     */
    void unlockAndWake(FutexWord event, int count) {
        boolean atOnce = predicates == null && word.get() == CONTENDED;
        if (!atOnce || !unlockAndWakeAtOnce(event, count)) {
            unlock();
            Futex.wake(event, count);
        }
    }

    /** False if it did nothing: the operation either changes the word or fails. */
    private boolean unlockAndWakeAtOnce(FutexWord event, int count) {
        StackReserve.forRelease();
        disown(); // as in unlock
        boolean unlocked = false;
        try {
            Futex.wakeOp(event, count, word, 1, UNLOCK); // CONTENDED -> FREE
            unlocked = true;
        } catch (FutexException | OutOfMemoryError e) {
            return false; // the caller uses two calls
        } finally {
            if (!unlocked) {
                own();
            }
        }
        return true;
    }

    /** Called before a release, which a predicate must not make. */
    void requireNoPredicate() {
        if (predicates != null) {
            predicates.requireNotEvaluating();
        }
    }

    void requireOwner() {
        if (getExclusiveOwnerThread() != Thread.currentThread()) {
            throw new IllegalMonitorStateException("not held by the current thread: " + this);
        }
    }

    // Inspection.

    /** Whether any thread holds the mutex at this moment. */
    public boolean isLocked() {
        return word.get() != FREE;
    }

    /** Whether the calling thread holds the mutex. */
    public boolean isHeldByCurrentThread() {
        return getExclusiveOwnerThread() == Thread.currentThread();
    }

    /** The thread that holds the mutex and has locked it through this object; otherwise null. */
    public @Nullable Thread getOwner() {
        return isLocked() ? getExclusiveOwnerThread() : null;
    }

    @Override
    public int getPredicateWaiterCount() {
        requireOwner();
        return predicates == null ? 0 : predicates.size();
    }

    /** Whether a thread may be waiting. It may stay true after the last waiter has given up. */
    public boolean isContended() {
        return word.get() == CONTENDED;
    }

    @Override
    public String toString() {
        Thread owner = getExclusiveOwnerThread();
        String holder = owner == null ? "another process or thread" : "thread " + owner.getName();
        return super.toString() + (isLocked() ? "[Locked by " + holder + "]" : "[Unlocked]");
    }

    /** A mutex is a place in memory, which a stream cannot carry. */
    private void writeObject(ObjectOutputStream stream) throws NotSerializableException {
        throw new NotSerializableException(Mutex.class.getName());
    }
}
