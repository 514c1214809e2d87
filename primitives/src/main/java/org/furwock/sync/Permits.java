package org.furwock.sync;

import java.io.NotSerializableException;
import java.io.Serializable;
import java.util.Collection;
import org.furwock.futex.FutexWord;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits, without a way to wait for them: what both kinds of semaphore share. It is a
 * {@link PermitCount} and does not have one, since a load more after an atomic operation shows: a
 * tenth of an uncontended round.
 *
 * <p>The count holds the difference to the number at first, so that fresh memory is a fresh
 * semaphore. The sum is always an int: {@link #release} and {@link #reduce} refuse what would not
 * be.
 */
abstract class Permits extends PermitCount implements Serializable {

    private static final long serialVersionUID = 1L;

    // In spins: from about the time of a hundred uncontended rounds to four times that.
    private static final int MIN_PAUSE = 64;
    private static final int MAX_PAUSE = 256;

    private final transient int initial;

    /** Whether the count is on a word, which others may use. */
    private final transient boolean given;

    Permits(int initial, @Nullable FutexWord word) {
        super(word);
        this.initial = initial;
        this.given = word != null;
    }

    static Permits of(int permits, boolean fair) {
        return fair ? new FairPermits(permits) : new BargingPermits(permits);
    }

    final int available() {
        return available(get());
    }

    private int available(int value) {
        return initial + value;
    }

    /** Takes permits if there are as many, past anybody who waits. */
    final boolean tryTake(int wanted) {
        for (int pause = MIN_PAUSE; ; pause = Math.min(2 * pause, MAX_PAUSE)) {
            int value = get();
            if (available(value) < wanted) {
                return false;
            } else if (compareAndSet(value, value - wanted)) {
                return true;
            }
            pause(pause);
        }
    }

    /** Two who change the same word again and again are quicker in turns than at the same time. */
    private static void pause(int spins) {
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
    }

    /** Takes permits if there are as many and it is the caller's turn. */
    abstract boolean tryTakeInTurn(int wanted);

    /**
     * Waits for permits; whether they were taken. If not, the deadline passed or it was
     * interrupted.
     */
    abstract boolean awaitTake(int wanted, boolean interruptible, long deadline, Object blocker);

    final void release(int permits) {
        int before = available(getAndAdd(permits));
        if (before + permits < before) {
            getAndAdd(-permits);
            wakeThoseWhoCanRun(); // who looked in between saw too few
            throw new Error("Maximum permit count exceeded: " + before + " + " + permits);
        }
        if (hasWaiters()) {
            wakeThoseWhoCanRun();
        }
    }

    /** Whether it is worth while to look for somebody to wake. */
    abstract boolean hasWaiters();

    /** After there are more permits than before, or fewer who wait. */
    abstract void wakeThoseWhoCanRun();

    final void reduce(int reduction) {
        int value;
        do {
            value = get();
            int available = available(value);
            if (available - reduction > available) {
                throw new Error("Permit count underflow: " + available + " - " + reduction);
            }
        } while (!compareAndSet(value, value - reduction));
    }

    final int drain() {
        int value;
        int available;
        do {
            value = get();
            available = available(value);
        } while (available != 0 && !compareAndSet(value, value - available));
        if (available < 0) {
            wakeThoseWhoCanRun(); // there are more now: 0 are enough for acquire(0)
        }
        return available;
    }

    abstract boolean isFair();

    abstract int waiters();

    abstract Collection<Thread> waitingThreads();

    /** What a stream carries: the number, and the kind. */
    private record Stored(int permits, boolean fair) implements Serializable {

        private static final long serialVersionUID = 1L;

        private Object readResolve() {
            return of(permits, fair);
        }
    }

    /** For the stream. */
    Object writeReplace() throws NotSerializableException {
        if (given) {
            throw new NotSerializableException("a semaphore on given words");
        }
        return new Stored(available(), isFair());
    }
}
