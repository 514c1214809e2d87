package org.furwock.sync;

import static org.furwock.sync.BarrierWord.BROKEN;
import static org.furwock.sync.BarrierWord.OPEN;
import static org.furwock.sync.BarrierWord.RESETTING;
import static org.furwock.sync.BarrierWord.TRIPPING;
import static org.furwock.sync.BarrierWord.broken;
import static org.furwock.sync.BarrierWord.oneLess;
import static org.furwock.sync.BarrierWord.phase;
import static org.furwock.sync.BarrierWord.resetting;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.furwock.futex.Deadline;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitResult;
import org.furwock.futex.lowlevel.StackReserve;
import org.furwock.waiting.Backoff;
import org.furwock.waiting.Compensation;
import org.furwock.waiting.Interrupts;
import org.furwock.waiting.WaitPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A cyclic barrier on one futex word. It replaces {@link java.util.concurrent.CyclicBarrier}.
 *
 * <p><b>Contract.</b> That of CyclicBarrier. An arriving thread waits until all parties have
 * arrived. The last one runs the barrier action and releases the others. A party that is
 * interrupted or runs out of time breaks the barrier for all until {@link #reset}; so does an
 * action that fails. After the barrier has tripped, an interrupt or a time-out changes nothing, and
 * the interrupt stays in the thread's status. Time-outs are on the clock of {@link
 * System#nanoTime()} and never early. What a party did before it arrived is visible to the action,
 * and what the action did to all that return.
 *
 * <p><b>Fairness.</b> If there are more threads than parties, the first to arrive trip the barrier.
 * <b>Virtual threads</b> wait without their carriers; a fork-join pool replaces a worker that waits
 * without a time limit ({@code ForkJoinPool.managedBlock}). <b>Between processes</b>, with a SHARED
 * word, every process gives the same number of parties, and the last one to arrive runs its own
 * action. A process that dies in the barrier is a party that never comes: the others must use
 * time-outs.
 *
 * <p><b>Algorithm.</b> One word holds the generation, a count of parties, whether any thread
 * sleeps, and a phase. All changes are compare-and-sets of the word:
 *
 * <pre>
 *  phase       count               left for
 *  OPEN        have arrived        TRIPPING or the next generation, by the last party to arrive;
 *                                  BROKEN by a party that gives up; RESETTING by reset
 *  TRIPPING    all                 the next generation, BROKEN, or (by a reset in the action)
 *                                  RESETTING, by the thread that runs the action
 *  BROKEN      have yet to leave   RESETTING or the next generation, by reset
 *  RESETTING   have yet to leave   the next generation, by the last party to leave; BROKEN by an
 *                                  arriving party that gives up
 * </pre>
 *
 * A new generation is OPEN with a count of 0. A party that arrives in OPEN counts itself and waits.
 * If the word then shows another generation, the barrier has tripped. If it shows BROKEN or
 * RESETTING, the party subtracts itself from the count and throws. A party that arrives in TRIPPING
 * or RESETTING waits for the end of the phase. A party whose wait fails by an exception breaks
 * OPEN; in TRIPPING it only subtracts itself.
 *
 * <p><b>Why no thread mistakes a generation.</b> A waiter may look long after its generation ended:
 * the barrier may have tripped, been broken and been reset. But a broken generation ends only when
 * its count says that all its waiters have left. So a waiter that finds another generation knows
 * that its own tripped. The compare-and-set that counts a party also gives it its index. So each
 * index is given once in a generation.
 *
 * <p><b>Wake rule.</b> A thread sleeps only on a value with SLEEPERS. Each change that it waits for
 * (a trip, a break, a reset, the end of TRIPPING or RESETTING) clears SLEEPERS in the same step
 * and, if it was set, wakes all. So either the kernel finds the word changed and does not let the
 * thread sleep, or the change wakes it. Other changes keep SLEEPERS.
 *
 * <p><b>Before a sleep</b> a party stays awake as long as that tends to pay ({@code Backoff}). It
 * yields, since other parties may need its processor. If there is a processor for each party, it
 * spins for a moment first.
 *
 * <p><b>Memory ordering.</b> Every access to the word is volatile, except the opaque read of a
 * party that stays awake: a volatile read follows it. Only the thread that trips the barrier writes
 * the field {@code tripper}, while the phase is TRIPPING. Other threads only compare it with
 * themselves.
 *
 * <p><b>Source.</b> glibc's pthread_barrier (T. Riegel, 2015): no lock, and one wake-all on a word
 * with the number of the round. <b>Differs</b> from glibc, which numbers arrivals without end, and
 * so cannot break a round. <b>Differs</b> from CyclicBarrier: after a reset, arriving parties may
 * have to wait until the parties that the reset woke have left. If one of these dies with its
 * process, the barrier stays shut. {@link #getNumberWaiting} and {@link #isBroken} do not wait for
 * a running action. An action that waits at its own barrier gets an {@link IllegalStateException}.
 * Messages of exceptions differ. Generations wrap: see {@code BarrierWord}.
 *
 * @since 1.0
 */
public class Barrier {

    private final BarrierWord word;
    private final int parties;
    private final @Nullable Runnable action;

    /** The thread that runs the action of this object; null if none does. */
    private @Nullable Thread tripper;

    /**
     * A barrier for the threads of this process.
     *
     * @throws IllegalArgumentException if there are less than 1 parties
     */
    public Barrier(int parties) {
        this(parties, null);
    }

    /**
     * A barrier with an action, which the last party to arrive runs before any is released.
     *
     * @throws IllegalArgumentException if there are less than 1 parties
     */
    public Barrier(int parties, @Nullable Runnable barrierAction) {
        this(parties, barrierAction, FutexWord.allocate());
    }

    /**
     * A barrier on a given word.
     *
     * @param parties the number of parties, the same for all that use the word
     * @param barrierAction the action that runs if the last party arrives at this object; may be
     *     null
     * @param word 0 when the barrier is first used; belongs to the barrier from then on
     * @throws IllegalArgumentException if there are less than 1 parties
     */
    public Barrier(int parties, @Nullable Runnable barrierAction, FutexWord word) {
        if (parties <= 0) {
            throw new IllegalArgumentException("parties must be at least 1, and are " + parties);
        }
        this.word = new BarrierWord(word, parties);
        this.parties = parties;
        this.action = barrierAction;
    }

    /** The number of parties that must arrive. */
    public int getParties() {
        return parties;
    }

    /**
     * Arrives, and waits for the others.
     *
     * @return how many were still to come: parties - 1 for the first, 0 for the last
     * @throws InterruptedException if the thread is or gets interrupted; the barrier is broken then
     * @throws BrokenBarrierException if the barrier is broken, or gets broken or reset while
     *     waiting
     */
    public int await() throws InterruptedException, BrokenBarrierException {
        try {
            return await(Deadline.NEVER);
        } catch (TimeoutException e) {
            throw new AssertionError("that deadline never comes", e);
        }
    }

    /**
     * Arrives, and waits for the others within a time. A time of 0 or less does not wait.
     *
     * @return how many were still to come: parties - 1 for the first, 0 for the last
     * @throws InterruptedException if the thread is or gets interrupted; the barrier is broken then
     * @throws TimeoutException if the time runs out; the barrier is broken then
     * @throws BrokenBarrierException if the barrier is broken, or gets broken or reset while
     *     waiting
     */
    public int await(long timeout, TimeUnit unit)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        return await(Deadline.ofTimeout(unit.toNanos(timeout)));
    }

    /** Whether the barrier is broken: until a {@link #reset}. */
    public boolean isBroken() {
        return phase(word.get()) == BROKEN;
    }

    /**
     * Makes the barrier as new. Parties that wait get a {@link BrokenBarrierException}. If the
     * action runs meanwhile, the reset comes after it.
     */
    public void reset() {
        StackReserve.forAcquire();
        boolean inAction = tripper == Thread.currentThread();
        if (inAction) {
            tripper = null; // before the phase ends: then the next action may begin
        }
        while (true) {
            int state = word.get();
            int phase = phase(state);
            if (phase == TRIPPING && !inAction) {
                awaitChange(state);
            } else if (phase == RESETTING
                    || (phase == OPEN && word.count(state) == 0)
                    || word.advance(state, afterReset(state))) {
                return;
            }
        }
    }

    /** The number of parties that wait. */
    public int getNumberWaiting() {
        int state = word.get();
        int phase = phase(state);
        return phase == OPEN || phase == TRIPPING ? word.count(state) : 0;
    }

    // Arriving and waiting.

    private int await(Deadline deadline)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        // These two may throw: before the arrival, since a party that throws must not stay counted.
        StackReserve.forAcquire();
        Backoff backoff = Backoff.current();
        int state = arrive(deadline);
        int index = parties - 1 - word.count(state);
        if (index > 0) {
            awaitTrip(word.generation(state), backoff, deadline);
        } else if (action != null) {
            runAction(action, word.generation(state));
        }
        return index;
    }

    /** Counts the caller; returns the state before that. */
    private int arrive(Deadline deadline)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        while (true) {
            int state = word.get();
            int phase = phase(state);
            if (phase == BROKEN) {
                throw new BrokenBarrierException();
            } else if (phase == TRIPPING) {
                awaitAction(state);
            } else if (Thread.interrupted()) {
                breakBarrier();
                throw new InterruptedException();
            } else if (phase == RESETTING) {
                if (word.sleep(state, true, deadline, this) == WaitResult.TIMED_OUT) {
                    breakBarrier();
                    throw new TimeoutException();
                }
            } else if (word.advance(state, afterArrival(state))) {
                return state;
            }
        }
    }

    private int afterArrival(int state) {
        if (word.count(state) < parties - 1) {
            return word.oneMore(state); // OPEN -> OPEN
        }
        return action == null
                ? word.nextGeneration(state) // OPEN -> OPEN, next generation
                : word.oneMore(state) + TRIPPING; // OPEN -> TRIPPING
    }

    private void awaitAction(int state) {
        if (tripper == Thread.currentThread()) {
            throw new IllegalStateException("await within the action of the same barrier");
        }
        awaitChange(state);
    }

    private void awaitTrip(int generation, Backoff backoff, Deadline deadline)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        stayAwake(generation, backoff, deadline);
        boolean mayWait = true;
        WaitResult result = WaitResult.SPURIOUS;
        while (true) {
            int state = word.get();
            int phase = phase(state);
            if (word.generation(state) != generation) {
                return;
            } else if (phase == BROKEN || phase == RESETTING) {
                leave();
                throw new BrokenBarrierException();
            } else if (mayWait) {
                result = sleepOrBreak(state, deadline);
                mayWait = result != WaitResult.INTERRUPTED && result != WaitResult.TIMED_OUT;
            } else if (phase == TRIPPING) {
                awaitChange(state); // too late to give up
            } else if (word.advance(state, broken(oneLess(state)))) {
                throwFor(result);
            }
        }
    }

    /** If the wait throws, the party breaks the barrier as one that gives up does. */
    private WaitResult sleepOrBreak(int state, Deadline deadline) {
        boolean slept = false;
        try {
            WaitResult result =
                    deadline == Deadline.NEVER && Compensation.isDue()
                            ? Compensation.sleep(() -> word.sleep(state, true, deadline, this))
                            : word.sleep(state, true, deadline, this);
            slept = true;
            return result;
        } finally {
            if (!slept) {
                giveUp(word.generation(state));
            }
        }
    }

    private void giveUp(int generation) {
        for (boolean left = false; !left; ) {
            int state = word.get();
            int phase = phase(state);
            if (word.generation(state) != generation) {
                return;
            } else if (phase == BROKEN || phase == RESETTING) {
                leave();
                return;
            }
            int without = oneLess(state); // in TRIPPING the action decides, for the others
            left = word.advance(state, phase == OPEN ? broken(without) : without);
        }
    }

    private static void throwFor(WaitResult result) throws InterruptedException, TimeoutException {
        if (result == WaitResult.INTERRUPTED) {
            throw Interrupts.consume();
        }
        throw new TimeoutException();
    }

    private void stayAwake(int generation, Backoff backoff, Deadline deadline) {
        if (parties <= WaitPolicy.PROCESSORS) {
            backoff.start(deadline);
        } else {
            backoff.startYielding(deadline);
        }
        while (word.peekGeneration() == generation && backoff.pause()) {}
        backoff.end(word.peekGeneration() != generation);
    }

    /** Waits until the word changes, without a limit and uninterruptibly. */
    private void awaitChange(int state) {
        word.sleep(state, false, Deadline.NEVER, this);
    }

    /** Subtracts the caller from the count of a generation that is BROKEN or RESETTING. */
    private void leave() {
        boolean left;
        do {
            int state = word.get();
            boolean last = phase(state) == RESETTING && word.count(state) == 1;
            left = word.advance(state, last ? word.nextGeneration(state) : oneLess(state));
        } while (!left);
    }

    // Tripping, breaking, resetting.

    private void runAction(Runnable action, int generation) {
        tripper = Thread.currentThread();
        boolean done = false;
        try {
            action.run();
            done = true;
        } finally {
            if (tripper == Thread.currentThread()) {
                tripper = null;
            }
            endAction(generation, done);
        }
    }

    private void endAction(int generation, boolean done) {
        for (int state = word.get();
                word.generation(state) == generation && phase(state) == TRIPPING;
                state = word.get()) {
            if (word.advance(state, done ? word.nextGeneration(state) : broken(oneLess(state)))) {
                return;
            }
        }
        if (!done) { // and the action has reset the barrier
            breakBarrier();
        }
    }

    private void breakBarrier() {
        while (true) {
            int state = word.get();
            if (phase(state) == TRIPPING) {
                awaitChange(state);
            } else if (phase(state) == BROKEN || word.advance(state, broken(state))) {
                return;
            }
        }
    }

    private int afterReset(int state) {
        // In TRIPPING the count includes the caller, which runs the action and does not wait.
        int waiting = phase(state) == TRIPPING ? oneLess(state) : state;
        return word.count(waiting) == 0 ? word.nextGeneration(state) : resetting(waiting);
    }
}
