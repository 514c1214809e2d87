package org.furwock.waiting;

import static java.util.Objects.requireNonNull;

import java.util.function.BooleanSupplier;
import org.furwock.futex.Deadline;
import org.furwock.futex.WaitResult;
import org.jspecify.annotations.Nullable;

/**
 * The threads that wait, under one lock, until their predicates are true. No thread signals them:
 * each thread that releases the lock evaluates the predicates. The lock guards everything here.
 *
 * <p><b>Algorithm.</b>
 *
 * <pre>
 *  await      while the predicate is false: append to the list, release the lock, sleep,
 *             acquire the lock, leave the list
 *  release    unless a waiter is selected: evaluate the predicates in the order of the list;
 *             select the first waiter whose predicate is true, or throws, and wake it
 * </pre>
 *
 * <p><b>States of a waiter.</b> At most one is in P3.
 *
 * <pre>
 *      state      in the list  its predicate                        left by
 *  P1  running    no           it evaluates it, holding the lock    false: P2; true: returns
 *  P2  waiting    yes          false at the last release, or some   a release that finds it true:
 *                              waiter was in P3                     P3; time-out, interrupt: P1
 *  P3  selected   no           was true, or threw                   it has the lock: P1
 * </pre>
 *
 * <p><b>Wake rule.</b> To show: while the lock is free, a predicate of a waiter in P2 is false, or
 * a waiter is in P3. The values that predicates read are changed under the lock only.
 *
 * <ul>
 *   <li>R1. Every release evaluates first: an unlock, a wait on a condition, a wait here. If no
 *       waiter is in P3, it evaluates the predicates of the waiters in P2 until one is true. That
 *       waiter is in P3 before the lock is free. A thread that releases the lock to wait has just
 *       found its own predicate false, and skips it. A thread that gets the lock by a hand-over
 *       while it gives up, releases it without an evaluation: it has changed nothing.
 *   <li>R2. A waiter in P3 acquires the lock, whatever ends its sleep: a wake, a time-out, an
 *       interrupt or an error. It leaves P3 when it has the lock, so its own release evaluates
 *       again. A predicate that becomes true meanwhile is evaluated at that release at the latest.
 *       So each release wakes one waiter, until all with true predicates are awake.
 *   <li>R3. A waiter in P2 that times out or is interrupted was not selected. Its own release
 *       evaluates like any other. If it is selected on its way to the lock, it is in P3, and R2
 *       holds for it.
 * </ul>
 *
 * <p><b>Exceptions.</b> If a predicate throws on another thread, the waiter's {@code await} throws
 * that exception, with the lock held. A {@link VirtualMachineError} (no stack, no memory) may be
 * due to the evaluating thread: the waiter is selected, and evaluates its predicate itself. While a
 * predicate runs, the lock cannot be released: an attempt throws {@link
 * IllegalMonitorStateException} in the predicate.
 *
 * <p><b>Cost.</b> A release evaluates each distinct predicate once at most; neighbours in the list
 * that share the predicate object count as one.
 *
 * <p><b>Memory ordering.</b> That of the lock.
 *
 * <p><b>Source.</b> Conditional critical regions (C. A. R. Hoare, 1972; P. Brinch Hansen, 1972);
 * {@code Mutex::Await} of Abseil. <b>Differs</b> from Abseil: at most one waiter is selected at a
 * time, and until it has the lock, releases evaluate nothing.
 */
public final class PredicateQueue {

    /** A thread that waits. A subclass for each kind of lock says how it sleeps and is woken. */
    public abstract static class Waiter {

        /** What the thread waits for. */
        protected final BooleanSupplier predicate;

        private final Thread thread = Thread.currentThread();
        private @Nullable Throwable failure;
        private @Nullable Waiter next;

        /** A waiter of the calling thread. */
        protected Waiter(BooleanSupplier predicate) {
            this.predicate = requireNonNull(predicate, "predicate");
        }

        /** The value of the predicate. Called by a thread that holds the lock. */
        protected abstract boolean evaluate();

        /**
         * Called by its thread with the lock held: calls {@link PredicateQueue#select()}, releases
         * the lock, sleeps until woken, and acquires the lock before it returns or throws.
         */
        protected abstract WaitResult sleep(boolean interruptible, Deadline deadline);

        /** Called by a thread that is about to release the lock: changes nothing if it throws. */
        protected abstract void select();
    }

    private @Nullable Waiter first;
    private @Nullable Waiter last;
    private @Nullable Waiter selected;
    private boolean evaluating;

    /**
     * Called by the owner of the lock: waits until the predicate is true.
     *
     * @return WOKEN if it is true; else TIMED_OUT or INTERRUPTED
     */
    public WaitResult await(Waiter me, boolean interruptible, Deadline deadline) {
        WaitResult end = WaitResult.WOKEN;
        boolean fulfilled = evaluate(me);
        while (!fulfilled && end != WaitResult.TIMED_OUT && end != WaitResult.INTERRUPTED) {
            end = sleep(me, interruptible, deadline);
            rethrow(me);
            fulfilled = evaluate(me);
        }
        return fulfilled ? WaitResult.WOKEN : end;
    }

    /**
     * As {@link #await}.
     *
     * @return whether the predicate is true
     * @throws InterruptedException if the thread was interrupted at the call, or if an interrupt
     *     ended the wait
     */
    public boolean awaitOrThrow(Waiter me, Deadline deadline) throws InterruptedException {
        requireNonNull(deadline, "deadline");
        Interrupts.check();
        WaitResult end = await(me, true, deadline);
        if (end == WaitResult.INTERRUPTED) {
            throw Interrupts.consume();
        }
        return end == WaitResult.WOKEN;
    }

    private WaitResult sleep(Waiter me, boolean interruptible, Deadline deadline) {
        append(me); // P1 -> P2
        try {
            return me.sleep(interruptible, deadline);
        } finally { // P2, P3 -> P1
            if (selected == me) {
                selected = null;
            } else {
                remove(me);
            }
        }
    }

    /**
     * Called by the owner before it releases the lock: selects the waiter that the release wakes.
     *
     * @return the waiter selected just now, if there is one
     * @throws IllegalMonitorStateException if the caller is a predicate
     */
    public @Nullable Waiter select() {
        requireNotEvaluating();
        if (selected != null) {
            return null; // R2
        }
        Thread caller = Thread.currentThread();
        BooleanSupplier known = null;
        Waiter waiter = first;
        while (waiter != null) {
            if (waiter.thread != caller && waiter.predicate != known) {
                if (isDue(waiter)) {
                    waiter.select();
                    remove(waiter);
                    selected = waiter; // P2 -> P3
                    return waiter;
                }
                known = waiter.predicate;
            }
            waiter = waiter.next;
        }
        return null;
    }

    /** Throws an {@link IllegalMonitorStateException} if the caller is a predicate. */
    public void requireNotEvaluating() {
        if (evaluating) {
            throw new IllegalMonitorStateException("a predicate must not release the lock");
        }
    }

    private boolean isDue(Waiter waiter) {
        try {
            return evaluate(waiter);
        } catch (VirtualMachineError e) {
            return true; // perhaps due to this thread: the waiter evaluates it
        } catch (Throwable e) {
            waiter.failure = e;
            return true;
        }
    }

    private boolean evaluate(Waiter waiter) {
        boolean nested = evaluating;
        evaluating = true;
        try {
            return waiter.evaluate();
        } finally {
            evaluating = nested;
        }
    }

    /** Throws the exception that the predicate threw on another thread. */
    @SuppressWarnings("unchecked") // a predicate can throw no checked exception but this way
    private static <E extends Throwable> void rethrow(Waiter me) throws E {
        Throwable failure = me.failure;
        if (failure != null) {
            throw (E) failure;
        }
    }

    // The list.

    private void append(Waiter waiter) {
        if (last == null) {
            first = waiter;
        } else {
            last.next = waiter;
        }
        last = waiter;
    }

    private void remove(Waiter gone) {
        Waiter before = null;
        for (Waiter w = first; w != gone; w = requireNonNull(w).next) {
            before = w;
        }
        if (before == null) {
            first = gone.next;
        } else {
            before.next = gone.next;
        }
        if (last == gone) {
            last = before;
        }
        gone.next = null;
    }

    /** The number of waiting threads that are not selected. */
    public int size() {
        int size = 0;
        for (Waiter w = first; w != null; w = w.next) {
            size++;
        }
        return size;
    }
}
