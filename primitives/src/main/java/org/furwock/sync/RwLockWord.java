package org.furwock.sync;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;
import org.furwock.waiting.ShortWait;
import org.furwock.waiting.WaitPolicy;

/**
 * The word of a {@link RwLock}, and the algorithm on it. The owner of the write lock is not known
 * here.
 *
 * <p><b>The word.</b>
 *
 * <pre>
 *  bits   name            meaning
 *  0-15   READERS         number of read locks held
 *  16-28  WAITING         number of readers that wait and are counted
 *  29     UNCOUNTED_WAIT  more readers may wait than WAITING can count
 *  30     WRITERS_WAIT    writers may wait for the claim
 *  31     CLAIMED         a writer owns the lock, or will own it when READERS is 0
 * </pre>
 *
 * <p><b>States.</b>
 *
 * <pre>
 *  state                            CLAIMED  WAITING  READERS   new reader   new writer
 *    1  free                           0        0        0      enters       claims
 *    2  read                           0        0       &gt;0      enters       claims
 *    3  read phase                     0       &gt;0       any     enters       waits
 *    4  claimed, readers inside        1       any      &gt;0      waits        waits
 *    5  owned by a writer              1       any       0      waits        waits
 *
 *  from  to     step
 *   1    2      a reader enters
 *   1    5      a writer claims; it owns the lock
 *   2    1, 2   a reader leaves; the last one makes it 1
 *   2    2      a reader enters
 *   2    4      a writer claims; it waits for the readers inside
 *   3    3, 2   a counted reader enters, or gives up; the last one makes it 2 (or 1)
 *   3    3      a reader that is not counted enters; a reader leaves
 *   4    4, 5   a reader leaves; the last one makes it 5 and wakes the claimant
 *   4    3, 2   the claim ends: the claimant gives up, or an owner that reads unlocks
 *   5    4      the owner takes a read lock
 *   5    3, 1   the claim ends: the owner unlocks
 *   4, 5 same   a reader is counted, or gives up and is not counted any more
 * </pre>
 *
 * A claim ends in state 3 if readers are counted, else in 1 or 2. UNCOUNTED_WAIT is set in 4 and 5
 * only, WRITERS_WAIT in 3, 4 and 5 only. So the word of a free lock is 0.
 *
 * <p><b>Algorithm.</b> A writer first claims the lock, which keeps new readers out, and then waits
 * until the readers inside have left. A reader that finds the lock claimed counts itself and waits.
 * When a claim ends, the counted readers get a read phase: no writer can claim before every one of
 * them has entered or given up. Three bits in the futex bitset tell the sleepers apart: READER,
 * WRITER (waits for the claim), CLAIMANT (waits for the last reader to leave).
 *
 * <p><b>Bound for readers.</b> A counted reader waits for the end of one claim, the one that it
 * found. The read phase that follows lasts until the reader is inside. So it waits for one write
 * lock at most. A reader that finds {@value #MAX_WAITING} others counted sleeps uncounted. It looks
 * again when that claim ends. It enters if no writer has claimed the lock yet, else it tries again
 * to be counted.
 *
 * <p><b>Bound for writers.</b> After a claim no reader enters: the claimant waits for the readers
 * inside. Before the claim, a writer waits for other writers, and after each of these for one read
 * phase. A read phase ends when the readers that were counted at its start are inside; readers that
 * come later do not prolong it. Writers have no order among themselves.
 *
 * <p><b>Wake rule, readers.</b> A counted reader sleeps only on a value with CLAIMED. The step that
 * ends the claim either comes before the sleep, and the kernel finds another value; or it finds the
 * reader in WAITING, and wakes all readers. An uncounted reader sets UNCOUNTED_WAIT before it
 * sleeps; only the end of a claim clears it, and then wakes all readers. A reader that gives up
 * during a claim is not counted any more, so no read phase waits for it. In a read phase it enters
 * instead of giving up.
 *
 * <p><b>Wake rule, claimant.</b> It sleeps only on a value with READERS above 0. The reader whose
 * step makes READERS 0 wakes it. A claimant that gives up ends its claim as an unlock does.
 *
 * <p><b>Wake rule, writers.</b> A writer sleeps only on a value with WRITERS_WAIT. Two steps clear
 * that bit: the end of a claim without a read phase, and the end of a read phase. Both wake one
 * writer. The woken writer does not know whether others sleep, so it sets WRITERS_WAIT again: with
 * its claim, or before it sleeps again. Hence, while a writer sleeps, the bit is set or a woken
 * writer is on its way. A writer that gives up consumes no wake; it may leave the bit set, which
 * costs one needless wake.
 *
 * <p><b>Short time-outs.</b> A thread whose time-out is too short for a sleep ({@link ShortWait})
 * only tries: it is not counted, and claims nothing.
 *
 * <p><b>Memory ordering.</b> Every change is a volatile compare-and-set. The step that clears
 * CLAIMED releases the writer's data; the step that counts a reader in READERS, or sets CLAIMED,
 * acquires it. The step that lowers READERS orders a reader's reads before the volatile read by
 * which the claimant finds 0. The opaque reads of a spin decide nothing.
 */
final class RwLockWord {

    static final int FREE = 0;
    static final int ONE_READER = 1;
    static final int MAX_READERS = (1 << 16) - 1;
    static final int ONE_WAITING = 1 << 16;
    static final int MAX_WAITING = (1 << 13) - 1;
    static final int UNCOUNTED_WAIT = 1 << 29;
    static final int WRITERS_WAIT = 1 << 30;
    static final int CLAIMED = 1 << 31;

    private static final int READERS = MAX_READERS * ONE_READER;
    private static final int WAITING = MAX_WAITING * ONE_WAITING;

    /** A kind of waiters, with its bit of the futex bitset. */
    private record Kind(int bit, WaitOptions interruptible, WaitOptions uninterruptible) {

        static final Kind READER = of(1);
        static final Kind WRITER = of(2);
        static final Kind CLAIMANT = of(4);

        private static Kind of(int bit) {
            return new Kind(
                    bit,
                    WaitOptions.INTERRUPTIBLE.withBitset(bit),
                    WaitOptions.UNINTERRUPTIBLE.withBitset(bit));
        }
    }

    private final FutexWord word;

    RwLockWord(FutexWord word) {
        this.word = requireNonNull(word, "word");
    }

    // Reading.

    /** Enters unless the lock is claimed. */
    boolean tryRead() {
        int seen = word.get();
        while (!isClaimed(seen)) {
            if (word.compareAndSet(seen, withReader(seen))) { // 1, 2 -> 2; 3 -> 3
                return true;
            }
            seen = word.get();
        }
        return false;
    }

    /** Enters during the caller's own claim. */
    void readAsWriter() {
        int seen;
        do {
            seen = word.get();
        } while (!word.compareAndSet(seen, withReader(seen))); // 4, 5 -> 4
    }

    /** Returns whether the caller has entered; if not, it timed out or was interrupted. */
    boolean awaitRead(boolean interruptible, Deadline deadline, Object blocker) {
        if (ShortWait.isNear(deadline)) {
            return tryReadUntil(interruptible, deadline);
        }
        spinWhile(CLAIMED);
        for (; ; ) {
            int seen = word.get();
            if (!isClaimed(seen)) {
                if (word.compareAndSet(seen, withReader(seen))) { // 1, 2 -> 2; 3 -> 3
                    return true;
                }
            } else if (waiting(seen) < MAX_WAITING) {
                requireRoom(seen);
                if (word.compareAndSet(seen, seen + ONE_WAITING)) { // 4, 5 stay
                    return awaitReadPhase(interruptible, deadline, blocker);
                }
            } else if (word.compareAndSet(seen, seen | UNCOUNTED_WAIT)) { // 4, 5 stay
                if (!sleep(seen | UNCOUNTED_WAIT, Kind.READER, interruptible, deadline, blocker)) {
                    return false;
                }
            }
        }
    }

    private boolean tryReadUntil(boolean interruptible, Deadline deadline) {
        boolean entered;
        do {
            Thread.onSpinWait();
            entered = tryRead();
        } while (!entered && !ShortWait.isOver(interruptible, deadline));
        return entered;
    }

    /** For a counted reader. It looks once more before it gives up. */
    private boolean awaitReadPhase(boolean interruptible, Deadline deadline, Object blocker) {
        boolean counted = true;
        boolean mayWait = true;
        try {
            while (counted) {
                int seen = word.get();
                if (!isClaimed(seen)) {
                    counted = !leaveWaiting(seen, ONE_READER);
                } else if (mayWait) {
                    mayWait = sleep(seen, Kind.READER, interruptible, deadline, blocker);
                } else if (leaveWaiting(seen, 0)) {
                    counted = false;
                    return false;
                }
            }
            return true;
        } finally {
            while (counted) { // the sleep threw
                counted = !leaveWaiting(word.get(), 0);
            }
        }
    }

    /**
     * Takes the caller out of WAITING. The last one ends the read phase.
     *
     * @param entering ONE_READER, or 0 for a reader that gives up
     * @return false if the word has changed
     */
    private boolean leaveWaiting(int seen, int entering) {
        int next = seen - ONE_WAITING + entering;
        boolean phaseEnds = (next & (CLAIMED | WAITING)) == 0;
        if (phaseEnds) {
            next &= ~WRITERS_WAIT;
        }
        if (!word.compareAndSet(seen, next)) { // 3 -> 3, 2, 1; 4, 5 stay
            return false;
        }
        if (phaseEnds && writersWait(seen)) {
            Futex.wakeBitset(word, 1, Kind.WRITER.bit());
        }
        return true;
    }

    /** Leaves; false if there was no reader. */
    boolean unlockRead() {
        int seen = word.get();
        while (readers(seen) > 0) {
            if (word.compareAndSet(seen, seen - ONE_READER)) { // 2 -> 2, 1; 3 -> 3; 4 -> 4, 5
                if (isClaimed(seen) && readers(seen) == 1) {
                    Futex.wakeBitset(word, 1, Kind.CLAIMANT.bit());
                }
                return true;
            }
            seen = word.get();
        }
        return false;
    }

    // Writing.

    /** Takes the lock if it is free. */
    boolean tryWrite() {
        return word.compareAndSet(FREE, CLAIMED); // 1 -> 5
    }

    /** Returns whether the caller owns the lock; if not, it timed out or was interrupted. */
    boolean awaitWrite(boolean interruptible, Deadline deadline, Object blocker) {
        return ShortWait.isNear(deadline)
                ? tryWriteUntil(interruptible, deadline)
                : claim(interruptible, deadline, blocker)
                        && awaitReaders(interruptible, deadline, blocker);
    }

    private boolean tryWriteUntil(boolean interruptible, Deadline deadline) {
        boolean owned;
        do {
            Thread.onSpinWait();
            owned = word.get() == FREE && tryWrite();
        } while (!owned && !ShortWait.isOver(interruptible, deadline));
        return owned;
    }

    private boolean claim(boolean interruptible, Deadline deadline, Object blocker) {
        spinWhile(CLAIMED | WAITING);
        int others = 0;
        for (; ; ) {
            int seen = word.get();
            int asleep = seen | WRITERS_WAIT;
            if ((seen & (CLAIMED | WAITING)) == 0) {
                if (word.compareAndSet(seen, seen | CLAIMED | others)) { // 1 -> 5, 2 -> 4
                    return true;
                }
            } else if (seen == asleep || word.compareAndSet(seen, asleep)) { // 3, 4, 5 stay
                if (!sleep(asleep, Kind.WRITER, interruptible, deadline, blocker)) {
                    return false;
                }
                others = WRITERS_WAIT; // its wake may have been the only one
            }
        }
    }

    /** For the claimant. It looks once more before it gives up. */
    private boolean awaitReaders(boolean interruptible, Deadline deadline, Object blocker) {
        spinWhile(READERS);
        boolean undecided = true;
        boolean mayWait = true;
        try {
            while (undecided) {
                int seen = word.get();
                if (readers(seen) == 0) { // 5
                    undecided = false;
                } else if (mayWait) {
                    mayWait = sleep(seen, Kind.CLAIMANT, interruptible, deadline, blocker);
                } else if (endClaim(seen)) {
                    undecided = false;
                    return false;
                }
            }
            return true;
        } finally {
            while (undecided) { // the sleep threw
                undecided = !endClaim(word.get());
            }
        }
    }

    /** Releases the write lock; the caller's read locks stay. */
    void unlockWrite() {
        if (word.compareAndSet(CLAIMED, FREE)) { // 5 -> 1
            return;
        }
        boolean claimed = true;
        while (claimed) {
            claimed = !endClaim(word.get());
        }
    }

    /** Ends the caller's claim, and wakes those that waited for that; false if the word changed. */
    private boolean endClaim(int seen) {
        boolean readPhase = waiting(seen) > 0;
        int next = seen & ~(CLAIMED | UNCOUNTED_WAIT);
        if (!readPhase) {
            next &= ~WRITERS_WAIT;
        }
        if (!word.compareAndSet(seen, next)) { // 4, 5 -> 3 if readers wait; else 4 -> 2, 5 -> 1
            return false;
        }
        if (readPhase || (seen & UNCOUNTED_WAIT) != 0) {
            Futex.wakeBitset(word, Integer.MAX_VALUE, Kind.READER.bit());
        }
        if (!readPhase && writersWait(seen)) {
            Futex.wakeBitset(word, 1, Kind.WRITER.bit());
        }
        return true;
    }

    // Waiting.

    private void spinWhile(int mask) {
        for (int i = 0; i < WaitPolicy.WORD_SPINS && (word.getOpaque() & mask) != 0; i++) {
            Thread.onSpinWait();
        }
    }

    /** Sleeps while the word has the given value; false if the caller must give up. */
    private boolean sleep(
            int seen, Kind kind, boolean interruptible, Deadline deadline, Object blocker) {
        WaitOptions options = interruptible ? kind.interruptible() : kind.uninterruptible();
        WaitResult result = ShortWait.await(word, seen, deadline, options, blocker);
        return result != WaitResult.INTERRUPTED && result != WaitResult.TIMED_OUT;
    }

    // Inspection.

    int get() {
        return word.get();
    }

    static boolean isClaimed(int word) {
        return (word & CLAIMED) != 0;
    }

    static boolean writersWait(int word) {
        return (word & WRITERS_WAIT) != 0;
    }

    static int readers(int word) {
        return word & READERS;
    }

    static int waiting(int word) {
        return (word & WAITING) / ONE_WAITING;
    }

    private static int withReader(int seen) {
        requireRoom(seen);
        return seen + ONE_READER;
    }

    /** Counted readers need room in READERS, too: they will enter. */
    private static void requireRoom(int seen) {
        if (readers(seen) + waiting(seen) >= MAX_READERS) {
            throw new Error("Maximum lock count exceeded: " + MAX_READERS + " read locks");
        }
    }
}
