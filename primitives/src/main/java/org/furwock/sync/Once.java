package org.furwock.sync;

import static java.util.Objects.requireNonNull;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;
import org.furwock.futex.lowlevel.StackReserve;
import org.furwock.waiting.Interrupts;

/**
 * Runs something exactly once: the first caller runs it, and the others wait until it is done.
 *
 * <p><b>Contract.</b> The action of one caller runs. When it has returned, every call returns at
 * once, and sees what the action did. If the action throws, its caller gets the exception, and the
 * action counts as not run: a waiter, or a later caller, runs its own action. A call from inside
 * the running action would wait for itself. It throws an {@link IllegalMonitorStateException} and
 * changes nothing. An interrupt ends the wait of {@link #runInterruptibly} with an {@link
 * InterruptedException}; {@link #run} keeps the interrupt status for later. A running action is not
 * interrupted.
 *
 * <p><b>Virtual threads</b> wait without their carriers. <b>Thread dumps</b> and the JVM's search
 * for deadlocks see the thread that runs the action and the threads that wait for it. <b>Between
 * processes</b>, with a SHARED word, the action runs once for all of them. A re-entrant call is
 * detected if it uses the same object. If the process that runs the action dies, the others wait
 * for ever.
 *
 * <p><b>Algorithm.</b>
 *
 * <pre>
 *  value        meaning                              entered by               left by
 *  0 FRESH      not run                              an action that failed    run
 *  1 RUNNING    an action runs, no thread waits      run                      its end, or a waiter
 *  2 AWAITED    an action runs, a thread may wait    a waiter                 its end
 *  3 DONE       an action has run                    its end                  never
 * </pre>
 *
 * <p><b>Source.</b> The futex-based Once of Rust's standard library. <b>Differs:</b> after a failed
 * run another action may run, where Rust poisons the Once; the running thread is known; waits can
 * be interrupted.
 *
 * <p><b>Wake rule.</b> A waiter sleeps on AWAITED. Only the end of a run replaces this value, by a
 * swap. If the old value is AWAITED, it wakes all. So a thread that gives up cannot take a wake
 * from another. After a failure all wake. One of them runs its action, and the others wait again.
 *
 * <p><b>Memory ordering.</b> Every access is volatile: the swap at the end of a run releases what
 * the action wrote, and a read of DONE acquires it. Only the running thread writes the owner field.
 * Other threads read it only to compare it with themselves.
 *
 * @since 1.0
 */
public final class Once extends AbstractOwnableSynchronizer {

    private static final long serialVersionUID = 1L;

    private static final int FRESH = 0;
    private static final int RUNNING = 1;
    private static final int AWAITED = 2;
    private static final int DONE = 3;

    private final transient FutexWord word;

    /** For the threads of this process. */
    public Once() {
        this(FutexWord.allocate());
    }

    /**
     * On a given word.
     *
     * @param word 0 at first; belongs to this object from then on
     */
    public Once(FutexWord word) {
        this.word = requireNonNull(word, "word");
    }

    /**
     * Runs the action, if none has run; waits if one is running. When it returns, an action has
     * run.
     *
     * @return whether it was this one
     * @throws StackOverflowError before the action, with nothing changed, if there is too little
     *     stack to end the run ({@code StackReserve})
     * @throws IllegalMonitorStateException if called from inside the action
     */
    public boolean run(Runnable action) {
        requireNonNull(action, "action");
        if (word.get() == DONE) {
            return false;
        }
        StackReserve.forAcquire();
        if (!begin(false)) {
            return false;
        }
        perform(action);
        return true;
    }

    /**
     * As {@link #run}, unless the thread is, or gets interrupted while it waits.
     *
     * @throws InterruptedException if the thread is or gets interrupted; its action has not run
     *     then
     */
    public boolean runInterruptibly(Runnable action) throws InterruptedException {
        requireNonNull(action, "action");
        Interrupts.check();
        if (word.get() == DONE) {
            return false;
        }
        StackReserve.forAcquire();
        if (begin(true)) {
            perform(action);
            return true;
        }
        if (word.get() != DONE) {
            throw Interrupts.consume();
        }
        return false;
    }

    private void perform(Runnable action) {
        setExclusiveOwnerThread(Thread.currentThread());
        int outcome = FRESH;
        try {
            action.run();
            outcome = DONE;
        } finally {
            setExclusiveOwnerThread(null); // before the end: after it there may be another
            if (word.getAndSet(outcome) == AWAITED) { // RUNNING or AWAITED -> DONE or FRESH
                Futex.wakeAll(word);
            }
        }
    }

    /** Whether the caller's action is to run; if not, one has, or the caller was interrupted. */
    private boolean begin(boolean interruptible) {
        for (; ; ) {
            int seen = word.get();
            if (seen == DONE) {
                return false;
            }
            if (seen == FRESH) {
                if (word.compareAndSet(FRESH, RUNNING)) { // FRESH -> RUNNING
                    return true;
                }
            } else if (!awaitEnd(seen, interruptible)) {
                return false;
            }
        }
    }

    /** Waits for the end of a run, perhaps; whether to look again. */
    private boolean awaitEnd(int seen, boolean interruptible) {
        if (getExclusiveOwnerThread() == Thread.currentThread()) {
            throw new IllegalMonitorStateException("called from inside its own run: " + this);
        }
        if (seen != RUNNING && seen != AWAITED) { // in shared memory: another program's error
            throw new IllegalStateException("no run leaves a word of " + seen + ": " + this);
        }
        if (seen == RUNNING && !word.compareAndSet(RUNNING, AWAITED)) { // RUNNING -> AWAITED
            return true;
        }
        WaitResult result =
                Futex.await(word, AWAITED, Deadline.NEVER, WaitOptions.of(interruptible), this);
        return result != WaitResult.INTERRUPTED;
    }

    // Inspection.

    /** Whether an action has run. What it did is visible to a caller that gets true. */
    public boolean isDone() {
        return word.get() == DONE;
    }

    @Override
    public String toString() {
        int seen = word.get();
        Thread runner = getExclusiveOwnerThread();
        String state =
                seen == DONE
                        ? "[Done]"
                        : seen == FRESH
                                ? "[Not run]"
                                : runner == null
                                        ? "[Run by another process or thread]"
                                        : "[Run by thread " + runner.getName() + "]";
        return super.toString() + state;
    }

    /** This is a place in memory, which a stream cannot carry. */
    private void writeObject(ObjectOutputStream stream) throws NotSerializableException {
        throw new NotSerializableException(Once.class.getName());
    }
}
