package org.furwock.scoped;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.furwock.futex.Deadline;

/**
 * A lock under which a thread can wait until a predicate is true, without a condition and without a
 * signal that the program could forget.
 *
 * <pre>{@code
 * try (var hold = lock.hold()) {
 *     lock.awaitUntil(() -> !queue.isEmpty());
 *     return queue.remove();
 * }
 * }</pre>
 *
 * <p><b>Contract.</b> The caller holds the lock. If the predicate is true, the method returns at
 * once. Otherwise it releases all holds and waits. When it returns or throws, the thread has its
 * holds again. If it returns true, or returns from a wait without a time limit, the predicate is
 * true, and stays true until the caller changes that or releases the lock. An interrupt before the
 * call ends the interruptible forms with an {@link InterruptedException}. After an interrupt or a
 * time-out during the wait, the thread acquires the lock and evaluates the predicate. If it is
 * true, the call returns normally, and an interrupt stays in the thread's status. Time-outs never
 * end early. With a time of 0 or less, the call releases the lock once. There are no spurious
 * returns.
 *
 * <p><b>Predicates</b> are evaluated by the caller, and by every thread that releases its last hold
 * of the lock while others wait, just before this release. So a predicate
 *
 * <ul>
 *   <li>runs on any thread, platform or virtual, with the lock held: it must be short, must not
 *       wait, and must not depend on the thread (thread locals, interrupts);
 *   <li>must read only what the lock guards. A change without the lock has no effect before the
 *       next release;
 *   <li>may acquire a reentrant lock once more and release that hold. If it releases more, or less,
 *       or waits under the lock, the waiter gets an {@link IllegalMonitorStateException}, and the
 *       holds are as before;
 *   <li>may throw: the waiter's call throws this exception, with the lock held. The releasing
 *       thread does not see it. The stack trace can be that of the releasing thread.
 * </ul>
 *
 * <p><b>Cost.</b> A release of a lock without such waiters reads one more field. A release with n
 * of them calls up to n predicates; waiters beside each other that share one object (a constant,
 * not a lambda that is made for each call) count as one. While a waiter that has been woken is on
 * its way to the lock, releases call none.
 *
 * <p><b>Fairness.</b> The thread that has waited longest is the first whose predicate is evaluated.
 * A waiter whose predicate is true is woken by the release. If the lock is not fair, other threads
 * can acquire it before this waiter, and make the predicate false again. The waiter then waits
 * again, behind the others. Waiters whose predicates are true at the same time are woken one by
 * one: the next one when the one before has released the lock.
 *
 * <p><b>Conditions</b> of the same lock can be used beside this. <b>Virtual threads</b> wait
 * without their carriers. Fork-join pools replace a worker that waits without a time limit. What
 * happened before the release that evaluated a predicate is visible to the waiter.
 *
 * @since 1.0
 */
public interface MonitorLock extends ScopedLock {

    /**
     * Waits until a predicate is true, unless the thread is or gets interrupted.
     *
     * @param predicate what to wait for
     * @throws InterruptedException if the thread was interrupted; the lock is held
     * @throws IllegalMonitorStateException if the caller does not hold the lock
     */
    default void awaitUntil(BooleanSupplier predicate) throws InterruptedException {
        awaitUntil(predicate, Deadline.NEVER);
    }

    /**
     * Waits until a predicate is true or a time has passed, unless the thread is or gets
     * interrupted.
     *
     * @param predicate what to wait for
     * @param time how long, on the clock of {@link System#nanoTime()}
     * @param unit the unit of the time
     * @return whether the predicate is true
     * @throws InterruptedException if the thread was interrupted; the lock is held
     * @throws IllegalMonitorStateException if the caller does not hold the lock
     */
    default boolean awaitUntil(BooleanSupplier predicate, long time, TimeUnit unit)
            throws InterruptedException {
        return awaitUntil(predicate, Deadline.ofTimeout(unit.toNanos(time)));
    }

    /**
     * Waits until a predicate is true or a deadline has passed, on either clock, unless the thread
     * is or gets interrupted.
     *
     * @param predicate what to wait for
     * @param deadline how long
     * @return whether the predicate is true
     * @throws InterruptedException if the thread was interrupted; the lock is held
     * @throws IllegalMonitorStateException if the caller does not hold the lock
     */
    boolean awaitUntil(BooleanSupplier predicate, Deadline deadline) throws InterruptedException;

    /**
     * Waits until a predicate is true; keeps an interrupt for later.
     *
     * @param predicate what to wait for
     * @throws IllegalMonitorStateException if the caller does not hold the lock
     */
    void awaitUntilUninterruptibly(BooleanSupplier predicate);

    /**
     * How many threads wait until a predicate is true, and have not been woken for it.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the lock
     */
    int getPredicateWaiterCount();
}
