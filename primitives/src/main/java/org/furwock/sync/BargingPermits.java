package org.furwock.sync;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;
import org.furwock.futex.lowlevel.InterruptStatus;
import org.furwock.waiting.Backoff;
import org.furwock.waiting.ShortWait;
import org.furwock.waiting.WaitPolicy;

/**
 * Permits for any thread that comes while there are some. A newcomer does not wait behind sleepers,
 * and a sleeper that wants few does not wait behind one that wants many.
 *
 * <p><b>Algorithm.</b> Threads that want one permit ("singles") and those that want another number
 * ("others") sleep at different words. Two of the words no thread sleeps at; without given words,
 * they are on the heap.
 *
 * <pre>
 *  word      holds                                                  who sleeps there
 *  permits   how many there are, as a difference                    nothing
 *  waiters   how many wait; the sign bit is ARMED: a single         nothing
 *            may sleep and is to be woken
 *  least     the smallest number that an other is to be woken       others
 *            for, plus 1; 0: none is to be woken
 *  wakes     how many signals were given to singles; wraps          singles
 * </pre>
 *
 * <em>A single</em> counts itself, and then in turn reads {@code wakes}, arms, looks, and sleeps
 * while {@code wakes} is what it read. <em>A signal to singles</em>, given when there are permits
 * and ARMED, clears ARMED, adds 1 to {@code wakes}, and wakes one. <em>An other</em> counts itself,
 * and then in turn lowers {@code least} to its own number, looks, and sleeps while {@code least} is
 * what it saw. <em>A signal to others</em>, given when there are enough permits for {@code least},
 * sets it to 0 and wakes all: only they know what they want. A releaser signals both. A waiter that
 * stops waiting, with permits or without, does the same. A single that leaves others behind arms
 * for them first. So no thread is signalled twice before it has looked, and a release that finds no
 * thread armed makes no system call.
 *
 * <p><b>Naps.</b> A single that was woken and finds that a newcomer has taken the permit does not
 * arm at once, which would cost each release a system call and a processor the quarrel of two: it
 * sleeps, unarmed, for a time that doubles from 60 to 480 microseconds, and then goes on as above.
 * It is the one on the way all that time. So a permit can lie idle so long while a sleeper wants
 * it, but only when newcomers took the ones before it.
 *
 * <p><b>Wake rule, singles.</b> To show: while there is a permit and a single sleeps, a thread is
 * on the way who will take a permit or signal. A sleeper V armed before its look, which found no
 * permit, so the permit came by a release after that. If that release finds ARMED, it signals. If
 * not, a signaller S has cleared it since V armed. Had S added to {@code wakes} before V slept, V
 * would not sleep: V reads {@code wakes} before it arms. So S has yet to wake one of those asleep,
 * or has done so; and that one is on the way: it arms anew, for all, before it looks, or before it
 * goes. It takes a permit and signals if there are more, or finds that there is none, and then the
 * next release finds ARMED. No return code decides whether a thread was woken: all that come out of
 * a sleep do the same.
 *
 * <p><b>Wake rule, others.</b> To show: if a thread sleeps for which there are enough permits, a
 * thread is on the way. While {@code least} is not 0 it only sinks, so it is not more than what any
 * sleeper waits for. That there are enough for it came about by a release, whose signal follows; or
 * by a waiter that lowered it. That waiter looks next, and takes its permits and signals, or finds
 * that there are not enough, or gives up and signals. If it was set to 0 and lowered to the same
 * value between a waiter's lowering and its sleep, then the waiter that lowered it last is on the
 * way.
 *
 * <p><b>Before it counts itself</b> a waiter yields as long as that tends to pay ({@link Backoff}),
 * and is a newcomer all that time. If its time-out is too short for a sleep, it does not count
 * itself at all.
 *
 * <p><b>What one does to another.</b> A single never waits for an other's sake, and the other way
 * round; several others may wake for permits of which only one can have enough. A stream of
 * newcomers can keep a sleeper waiting.
 *
 * <p><b>Memory ordering.</b> All accesses are volatile. A waiter arms before it reads the permits;
 * a releaser changes the permits before it looks for who has armed: one of the two sees the other.
 */
final class BargingPermits extends Permits {

    static final int WORDS = 4;

    private static final long serialVersionUID = 1L;

    private static final int ARMED = Integer.MIN_VALUE;

    private final transient FutexWord least;
    private final transient FutexWord wakes;

    /** The threads that wait by means of this object. */
    private final transient Set<Thread> threads = ConcurrentHashMap.newKeySet();

    BargingPermits(int permits) {
        super(permits);
        least = FutexWord.allocate();
        wakes = FutexWord.allocate();
    }

    BargingPermits(int permits, FutexWord[] words) {
        super(permits, words[0], words[1]);
        least = words[2];
        wakes = words[3];
    }

    @Override
    boolean tryTakeInTurn(int wanted) {
        return tryTake(wanted);
    }

    @Override
    boolean awaitTake(int wanted, boolean interruptible, Deadline deadline, Object blocker) {
        stayAwake(wanted, deadline);
        if (!(interruptible && InterruptStatus.isSet()) && tryTake(wanted)) {
            return true;
        }
        if (ShortWait.isNear(deadline)) {
            return tryTakeUntil(wanted, interruptible, deadline);
        }
        Thread thread = Thread.currentThread();
        getAndAddWaiters(1); // first in, last out: a thread that is listed is counted
        try {
            threads.add(thread);
            return wanted == 1
                    ? awaitOne(interruptible, deadline, blocker)
                    : awaitMany(wanted, interruptible, deadline, blocker);
        } finally {
            threads.remove(thread);
            leave(wanted == 1);
            wakeSatisfiedWaiters();
        }
    }

    private void stayAwake(int wanted, Deadline deadline) {
        Backoff backoff = Backoff.current().startYielding(deadline);
        while (available() < wanted && backoff.pause()) {}
        backoff.end(available() >= wanted);
    }

    private boolean tryTakeUntil(int wanted, boolean interruptible, Deadline deadline) {
        while (!ShortWait.isOver(interruptible, deadline)) {
            if (tryTake(wanted)) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private boolean awaitOne(boolean interruptible, Deadline deadline, Object blocker) {
        for (int losses = 0; ; losses++) {
            int seen = wakes.get(); // before it arms: a signal to the armed keeps it awake
            arm(); // before the look: what is released from here on is signalled
            if (tryTake(1)) {
                return true;
            }
            WaitResult result = await(wakes, seen, interruptible, deadline, blocker);
            if (interruptible && InterruptStatus.isSet()) {
                return false;
            } else if (tryTake(1)) {
                return true;
            } else if (result == WaitResult.TIMED_OUT) {
                return false;
            }
            nap(losses, interruptible, deadline, blocker);
        }
    }

    /** Out of the way of running threads; the more often they came first, the longer. */
    private void nap(int losses, boolean interruptible, Deadline deadline, Object blocker) {
        int doublings = Math.min(losses, WaitPolicy.SEMAPHORE_NAP_DOUBLINGS);
        int seen = wakes.get();
        if (ShortWait.isNear(deadline)) {
            ShortWait.watch(wakes, seen, interruptible, deadline);
            return;
        }
        long nanos = Math.min(WaitPolicy.FIRST_NAP << doublings, deadline.remainingNanos());
        Futex.awaitNanos(wakes, seen, Math.max(nanos, 0), WaitOptions.of(interruptible), blocker);
    }

    private boolean awaitMany(
            int wanted, boolean interruptible, Deadline deadline, Object blocker) {
        WaitResult result = WaitResult.SPURIOUS;
        while (true) {
            int seen = lowerLeast(wanted); // before the look, as above
            if (tryTake(wanted)) {
                return true;
            } else if (result == WaitResult.TIMED_OUT) {
                return false;
            }
            result = await(least, seen, interruptible, deadline, blocker);
            if (interruptible && InterruptStatus.isSet()) {
                return false;
            }
        }
    }

    private static WaitResult await(
            FutexWord word, int seen, boolean interruptible, Deadline deadline, Object blocker) {
        return ShortWait.await(word, seen, deadline, WaitOptions.of(interruptible), blocker);
    }

    private void arm() {
        int value = getWaiters();
        while (value > 0 && !compareAndSetWaiters(value, value | ARMED)) {
            value = getWaiters();
        }
    }

    /** Uncounts the caller; armed for those that stay, if any. */
    private void leave(boolean single) {
        int value;
        int next;
        do {
            value = getWaiters();
            int left = (value & ~ARMED) - 1;
            boolean armed = left > 0 && (single || value < 0);
            next = armed ? left | ARMED : left;
        } while (!compareAndSetWaiters(value, next));
    }

    /**
     * Sees to it that a signal for so many permits is given; the value of {@link #least} after
     * that.
     */
    private int lowerLeast(int wanted) {
        int mine = wanted == Integer.MAX_VALUE ? wanted : wanted + 1;
        int seen;
        do {
            seen = least.get();
            if (seen != 0 && seen <= mine) {
                return seen;
            }
        } while (!least.compareAndSet(seen, mine));
        return mine;
    }

    @Override
    void wakeSatisfiedWaiters() {
        int value = getWaiters();
        while (value < 0 && available() > 0) {
            if (compareAndSetWaiters(value, value & ~ARMED)) {
                wakes.getAndAdd(1);
                Futex.wake(wakes, 1);
                break; // the woken waiter does the rest
            }
            value = getWaiters();
        }
        int wanted = least.get();
        while (wanted != 0 && available() >= wanted - 1) {
            if (least.compareAndSet(wanted, 0)) {
                Futex.wakeAll(least);
                break;
            }
            wanted = least.get();
        }
    }

    @Override
    boolean isFair() {
        return false;
    }

    @Override
    int waiters() {
        return getWaiters() & ~ARMED;
    }

    @Override
    Collection<Thread> waitingThreads() {
        return List.copyOf(threads);
    }
}
