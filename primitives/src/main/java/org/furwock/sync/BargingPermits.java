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
import org.furwock.futex.lowlevel.StackReserve;
import org.furwock.waiting.Backoff;
import org.furwock.waiting.ShortWait;
import org.furwock.waiting.WaitPolicy;

/**
 * Permits for any thread that comes while there are some. A newcomer does not wait behind sleepers,
 * and a sleeper that wants few permits does not wait behind one that wants many.
 *
 * <p><b>Algorithm.</b> A thread that waits for one permit is a <i>single</i>. A thread that waits
 * for another number is a <i>multi-permit waiter</i>. The two kinds sleep at different words. No
 * thread sleeps at the first two words; a semaphore without given words has these two on the heap.
 *
 * <pre>
 *  word      value                                                   sleepers
 *  permits   the number of permits, minus the initial number        none
 *  waiters   the number of waiters; the sign bit is ARMED: a single  none
 *            may sleep and is to be woken
 *  least     the smallest number for which a multi-permit waiter     multi-permit
 *            is to be woken, plus 1; 0: none is to be woken          waiters
 *  wakes     the number of signals given to singles; wraps           singles
 * </pre>
 *
 * <ul>
 *   <li><em>A single</em> counts itself. Then it repeats: it reads {@code wakes}, arms (sets
 *       ARMED), tries to take a permit, and sleeps while {@code wakes} has the value that it read.
 *   <li><em>A signal to singles</em> is given when there are permits and ARMED is set. It clears
 *       ARMED, adds 1 to {@code wakes}, and wakes one.
 *   <li><em>A multi-permit waiter</em> counts itself. Then it repeats: it lowers {@code least} to
 *       its own number, tries to take its permits, and sleeps while {@code least} has the value
 *       that it saw.
 *   <li><em>A signal to multi-permit waiters</em> is given when there are enough permits for {@code
 *       least}. It sets {@code least} to 0 and wakes all: only they know their numbers.
 *   <li>A releaser gives both signals. So does a waiter that stops waiting, with permits or
 *       without. A single that leaves while other threads wait sets ARMED for them first.
 * </ul>
 *
 * So no thread is signalled twice before it has looked, and a release that finds no waiter to wake
 * makes no system call.
 *
 * <p><b>Naps.</b> A single that was woken and finds that a newcomer has taken the permit does not
 * arm at once: each release would make a system call, and two threads would compete for the permit.
 * It sleeps, unarmed, for a time that doubles from 60 to 480 microseconds, and then goes on as
 * above. In the proof it is on the way all that time. So a permit can be unused for so long while a
 * sleeper wants it, but only after newcomers took the permits before it.
 *
 * <p><b>Wake rule, singles.</b> A thread is <i>on the way</i> if it will still try to take a permit
 * or give a signal. To show: while there is a permit and a single sleeps, a thread is on the way.
 * Take a sleeper V. It armed, and then found no permit, so a later release added the permit. If
 * that release finds ARMED, it signals. If not, a signaller S has cleared ARMED since V armed. V
 * reads {@code wakes} before it arms. So if S had added to {@code wakes} before V slept, V would
 * not sleep. Hence S is still to wake one of the sleepers, or has woken one. The woken single is on
 * the way: it arms again, for all, before it looks, or before it leaves. Either it takes a permit,
 * and signals if there are more; or it finds none, and the next release finds ARMED. No return code
 * decides whether a thread was woken: after each sleep a single does the same.
 *
 * <p><b>Wake rule, multi-permit waiters.</b> To show: if a thread sleeps for which there are enough
 * permits, a thread is on the way. While {@code least} is not 0, it only falls, so it is at most
 * the number of any sleeper. There became enough permits for {@code least} in one of two ways. A
 * release added permits: its signal follows. Or a waiter lowered {@code least}: it looks next, and
 * either takes its permits and signals, or finds too few, or gives up and signals. If {@code least}
 * was set to 0 and lowered to the same value between a waiter's lowering and its sleep, the last
 * waiter that lowered it is on the way.
 *
 * <p><b>Before it counts itself</b> a waiter yields as long as that tends to pay ({@link Backoff}),
 * and is a newcomer all that time. If its time-out is too short for a sleep, it does not count
 * itself at all.
 *
 * <p><b>Limits.</b> A single never waits because of a multi-permit waiter, nor the other way round.
 * Several multi-permit waiters may wake although there are permits for only one. A stream of
 * newcomers can keep a sleeper waiting.
 *
 * <p><b>Memory ordering.</b> All accesses are volatile. A waiter arms before it reads the permits.
 * A releaser changes the permits before it reads ARMED. So one of the two sees the other.
 */
final class BargingPermits extends Permits {

    static final int WORDS = 4;

    private static final long serialVersionUID = 1L;

    private static final int ARMED = Integer.MIN_VALUE;

    private final transient FutexWord least;
    private final transient FutexWord wakes;

    /** The threads that wait through this object. */
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
        StackReserve.forAcquire(); // for the release of what it cannot keep, too
        stayAwake(wanted, deadline);
        if (!(interruptible && InterruptStatus.isSet()) && tryTake(wanted)) {
            return true;
        }
        if (ShortWait.isNear(deadline)) {
            return tryTakeUntil(wanted, interruptible, deadline);
        }
        Thread thread = Thread.currentThread();
        getAndAddWaiters(1); // before it is listed: each listed thread is counted
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
            int seen = wakes.get(); // before it arms: a signal after that keeps it awake
            arm(); // before the look: a release from here on signals
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

    /** Sleeps for a limited time: the longer, the more often newcomers were faster. */
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

    /** Subtracts the caller from the waiters. If others stay, sets ARMED for them, if need be. */
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
     * Lowers {@link #least}, so that a signal is given for so many permits. Returns its value after
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
                break; // the woken waiter gives the next signal
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
