package org.furwock.sync;

import java.io.NotSerializableException;
import java.io.Serializable;
import java.util.Collection;
import org.furwock.futex.Deadline;
import org.furwock.futex.FutexWord;
import org.furwock.waiting.WaitPolicy;

/**
 * The number of permits, which both kinds of semaphore share. Subclasses add the waiting.
 *
 * <p>The count is the difference to the initial number, so that memory of zeros is a new semaphore.
 * The sum never overflows an int: {@link #release} and {@link #reduce} refuse that.
 */
abstract class Permits extends PermitCounts implements Serializable {

    private static final long serialVersionUID = 1L;

    private final transient int initial;

    Permits(int initial) {
        this.initial = initial;
    }

    Permits(int initial, FutexWord permits, FutexWord waiters) {
        super(permits, waiters);
        this.initial = initial;
    }

    static Permits of(int permits, boolean fair) {
        return fair ? new FairPermits(permits) : new BargingPermits(permits);
    }

    final int available() {
        return available(getPermits());
    }

    private int available(int value) {
        return initial + value;
    }

    /** Takes permits if there are as many, past all waiters. */
    final boolean tryTake(int wanted) {
        int pause = WaitPolicy.FIRST_BACKOFF;
        while (true) {
            int value = getPermits();
            if (available(value) < wanted) {
                return false;
            } else if (compareAndSetPermits(value, value - wanted)) {
                return true;
            }
            pause(pause);
            pause = Math.min(2 * pause, WaitPolicy.LONGEST_BACKOFF);
        }
    }

    /** Backs off after a failed compare-and-set. */
    private static void pause(int spins) {
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
    }

    /** Takes permits if there are as many and it is the caller's turn. */
    abstract boolean tryTakeInTurn(int wanted);

    /**
     * Waits for permits; whether they were taken. If not, the deadline passed or the thread was
     * interrupted.
     */
    abstract boolean awaitTake(
            int wanted, boolean interruptible, Deadline deadline, Object blocker);

    final void release(int permits) {
        int value;
        do {
            value = getPermits();
            int available = available(value);
            if (available + permits < available) {
                throw new Error("Maximum permit count exceeded: " + available + " + " + permits);
            }
        } while (!compareAndSetPermits(value, value + permits));
        if (getWaiters() != 0) {
            wakeSatisfiedWaiters();
        }
    }

    /** Called after permits were added, or a waiter has left. */
    abstract void wakeSatisfiedWaiters();

    final void reduce(int reduction) {
        int value;
        do {
            value = getPermits();
            int available = available(value);
            if (available - reduction > available) {
                throw new Error("Permit count underflow: " + available + " - " + reduction);
            }
        } while (!compareAndSetPermits(value, value - reduction));
    }

    final int drain() {
        int value;
        int available;
        do {
            value = getPermits();
            available = available(value);
        } while (available != 0 && !compareAndSetPermits(value, value - available));
        if (available < 0) {
            wakeSatisfiedWaiters(); // now 0, which is enough for acquire(0)
        }
        return available;
    }

    abstract boolean isFair();

    abstract int waiters();

    abstract Collection<Thread> waitingThreads();

    /** The serialized form: the number and the kind. */
    private record Stored(int permits, boolean fair) implements Serializable {

        private static final long serialVersionUID = 1L;

        private Object readResolve() {
            return of(permits, fair);
        }
    }

    /** For the stream. */
    Object writeReplace() throws NotSerializableException {
        if (!isOnHeap()) {
            throw new NotSerializableException("a semaphore on given words");
        }
        return new Stored(available(), isFair());
    }
}
