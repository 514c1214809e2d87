package org.furwock.sync;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;
import org.furwock.waiting.ShortWait;

/**
 * The word of a {@link Barrier}: its layout, and how threads change it and sleep on it.
 *
 * <pre>
 *  bits         name        meaning
 *  0-1          phase       OPEN, TRIPPING, BROKEN or RESETTING, see Barrier
 *  2            SLEEPERS    a thread may sleep
 *  3 and up     count       as many bits as the number of parties has, at most 27
 *  the rest     generation  wraps
 * </pre>
 *
 * <p>The generation has the bits that the count leaves: 26 for 7 parties, 16 for 8000. If a waiter
 * is delayed while exactly 2<sup>26</sup> (or 2<sup>16</sup>) trips pass, it waits for one more
 * trip.
 */
final class BarrierWord {

    static final int OPEN = 0;
    static final int TRIPPING = 1;
    static final int BROKEN = 2;
    static final int RESETTING = 3;

    private static final int PHASES = 3;
    private static final int SLEEPERS = 4;
    private static final int ONE_PARTY = 8;

    /** So many parties cannot wait at once. Two bits are left for the generation. */
    private static final int MAX_COUNT_BITS = 27;

    private final FutexWord word;

    /** The lowest bit of the generation. */
    private final int oneGeneration;

    BarrierWord(FutexWord word, int parties) {
        this.word = requireNonNull(word, "word");
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(parties);
        oneGeneration = ONE_PARTY << Math.min(bits, MAX_COUNT_BITS);
    }

    /** The state, by a volatile read. */
    int get() {
        return word.get();
    }

    /** The generation, by an opaque read. */
    int peekGeneration() {
        return generation(word.getOpaque());
    }

    /**
     * Changes a state to the next; wakes all if that clears SLEEPERS. False if the word had another
     * state.
     */
    boolean advance(int state, int next) {
        boolean advanced = word.compareAndSet(state, next);
        if (advanced && (state & SLEEPERS) != 0 && (next & SLEEPERS) == 0) {
            Futex.wakeAll(word);
        }
        return advanced;
    }

    /** Sleeps while the word has this state, with SLEEPERS set. Spins if the deadline is near. */
    WaitResult sleep(int state, boolean interruptible, Deadline deadline, Object blocker) {
        if (ShortWait.isNear(deadline)) {
            return ShortWait.watch(word, state, interruptible, deadline);
        }
        int marked = state | SLEEPERS;
        if (state != marked && !word.compareAndSet(state, marked)) {
            return WaitResult.VALUE_CHANGED;
        }
        return Futex.await(word, marked, deadline, WaitOptions.of(interruptible), blocker);
    }

    static int phase(int state) {
        return state & PHASES;
    }

    int count(int state) {
        return (state & (oneGeneration - 1)) / ONE_PARTY;
    }

    int generation(int state) {
        return state & -oneGeneration;
    }

    // The next states. All but the first two clear SLEEPERS.

    int oneMore(int state) {
        int more = state + ONE_PARTY;
        if (generation(more) != generation(state)) {
            throw new Error("Maximum number of waiting parties exceeded: " + count(state));
        }
        return more;
    }

    static int oneLess(int state) {
        return state - ONE_PARTY;
    }

    static int broken(int state) {
        return (state & ~(PHASES | SLEEPERS)) | BROKEN;
    }

    static int resetting(int state) {
        return (state & ~(PHASES | SLEEPERS)) | RESETTING;
    }

    int nextGeneration(int state) {
        return generation(state) + oneGeneration;
    }
}
