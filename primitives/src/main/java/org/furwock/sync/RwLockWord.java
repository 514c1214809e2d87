package org.furwock.sync;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitResult;
import org.furwock.waiting.ShortWait;
import org.furwock.waiting.WaitPolicy;

/**
 * The word of a {@link RwLock}, and the algorithm on it. This class does not know the owner of the
 * write lock. The steps of an upgradable reader are in {@link RwLockUpgrade}.
 *
 * <p><b>The word.</b>
 *
 * <pre>
 *  bits   name            meaning
 *  0-15   READERS         number of read locks held
 *  16-27  WAITING         number of readers that wait and are counted
 *  28     UPGRADER        one reader is upgradable; with CLAIMED, the claim is its own
 *  29     UNCOUNTED_WAIT  more readers may wait than WAITING can count
 *  30     WRITERS_WAIT    writers, or upgradable readers, may wait for the claim
 *  31     CLAIMED         a writer owns the lock, or will own it when READERS is 0
 * </pre>
 *
 * <p><b>States.</b>
 *
 * <pre>
 *  state                        CLAIMED UPGRADER WAITING READERS  new reader  new writer, upgrader
 *    1  free                       0       0       0       0      enters      claims, enters
 *    2  read                       0       0       0      &gt;0      enters      claims, enters
 *    3  read phase                 0      any     &gt;0      any     enters      waits
 *    4  claimed, readers inside    1      any     any     &gt;0      waits       waits
 *    5  owned by a writer          1      any     any      0      waits       waits
 *    6  upgradable                 0       1       0      &gt;0      enters      waits
 *
 *  from  to     step
 *   1    2      a reader enters
 *   1    5      a writer claims; it owns the lock
 *   2    1, 2   a reader leaves; the last one makes it 1
 *   2    2      a reader enters
 *   2    4      a writer claims; it waits for the readers inside
 *   3    3, 2   a counted reader enters, or gives up; the last one makes it 2 (or 1, 6)
 *   3    3      a reader that is not counted enters; a reader leaves
 *   4    4, 5   a reader leaves; the last one makes it 5 and wakes the claimant
 *   4    3, 2   the claim ends: the claimant gives up, or an owner that reads unlocks (or 6)
 *   4, 5 4      the owner takes a read lock
 *   5    3, 1   the claim ends: the owner unlocks (or 6)
 *   4, 5 same   a reader counts itself in WAITING, or gives up and subtracts itself
 * </pre>
 *
 * A claim ends in state 3 if readers are counted, else in 1, 2 or 6. UNCOUNTED_WAIT is set in 4 and
 * 5 only, WRITERS_WAIT in 3 to 6 only. So the word of a free lock is 0.
 *
 * <p><b>Algorithm.</b> A writer first claims the lock, which keeps new readers out, and then waits
 * until the readers inside have left. A reader that finds the lock claimed counts itself and waits.
 * When a claim ends, the counted readers get a read phase: no writer can claim before every one of
 * them has entered or given up. Three bits in the futex bitset tell the sleepers apart: READER,
 * WRITER (waits for the claim), CLAIMANT (waits for the last reader to leave).
 *
 * <p><b>Bound for readers.</b> A counted reader waits for the end of one claim. The read phase that
 * follows lasts until the reader is inside. So it waits for one write lock at most. A reader that
 * finds {@value #MAX_WAITING} others counted sleeps uncounted. When that claim ends, it enters, or
 * tries to be counted for the next claim.
 *
 * <p><b>Bound for writers.</b> After a claim no reader enters: the claimant waits for the readers
 * inside. Before the claim, a writer waits for other writers, and after each of these for one read
 * phase. A read phase ends when the readers that were counted at its start are inside; readers that
 * come later do not prolong it.
 *
 * <p><b>Wake rule, readers.</b> A counted reader sleeps only on a value with CLAIMED. The step that
 * ends the claim either comes before the sleep, and the kernel finds another value; or it finds the
 * reader in WAITING, and wakes all readers. An uncounted reader sets UNCOUNTED_WAIT before it
 * sleeps; only the end of a claim clears it, and then wakes all readers. A reader that gives up
 * during a claim is not counted any more, so no read phase waits for it. In a read phase it enters
 * instead of giving up.
 *
 * <p><b>Wake rule, claimant.</b> It sleeps only on a value with READERS above 0. The reader whose
 * step makes READERS 0 wakes it. A claimant that gives up ends its claim as an unlock does. No
 * other thread sleeps as CLAIMANT then: see {@link RwLockUpgrade}.
 *
 * <p><b>Wake rule, writers.</b> A writer sleeps only on a value with WRITERS_WAIT. The steps from 3
 * to 6 that lead to 1 or 2 clear that bit and wake one writer. The woken writer does not know
 * whether others sleep, so it sets WRITERS_WAIT again: with its claim, or before it sleeps again.
 * Hence, while a writer sleeps, the bit is set or a woken writer is on its way. A writer that gives
 * up consumes no wake. If it leaves the bit set, that costs one needless wake.
 *
 * <p><b>Short time-outs.</b> A thread without time for a sleep ({@link ShortWait}) only tries.
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
    static final int MAX_WAITING = (1 << 12) - 1;
    static final int UPGRADER = 1 << 28;
    static final int UNCOUNTED_WAIT = 1 << 29;
    static final int WRITERS_WAIT = 1 << 30;
    static final int CLAIMED = 1 << 31;

    private static final int READERS = MAX_READERS * ONE_READER;
    static final int WAITING = MAX_WAITING * ONE_WAITING;

    /** While one of these is set, no writer can claim. */
    static final int BARRED = CLAIMED | UPGRADER | WAITING;

    private final FutexWord word;

    RwLockWord(FutexWord word) {
        this.word = requireNonNull(word, "word");
    }

    // Reading.

    /** Enters unless the lock is claimed. */
    boolean tryRead() {
        int seen = word.get();
        while (!isClaimed(seen)) {
            if (word.compareAndSet(seen, withReader(seen))) { // 1, 2 -> 2; 3, 6 stay
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
                if (word.compareAndSet(seen, withReader(seen))) { // 1, 2 -> 2; 3, 6 stay
                    return true;
                }
            } else if (waiting(seen) < MAX_WAITING) {
                requireRoom(seen);
                if (word.compareAndSet(seen, seen + ONE_WAITING)) { // 4, 5 stay
                    return awaitReadPhase(interruptible, deadline, blocker);
                }
            } else if (word.compareAndSet(seen, seen | UNCOUNTED_WAIT)) { // 4, 5 stay
                int asleep = seen | UNCOUNTED_WAIT;
                if (!sleep(asleep, WaiterKind.READER, interruptible, deadline, blocker)) {
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
                    mayWait = sleep(seen, WaiterKind.READER, interruptible, deadline, blocker);
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
        boolean left = step(seen, next); // 3 -> 3, 2, 1, 6; 4, 5 stay
        if (left && (next & BARRED) == UPGRADER) {
            wakeClaimant(); // an upgrade may wait for the end of the read phase
        }
        return left;
    }

    /** A step. If it lets writers claim, it clears WRITERS_WAIT and wakes one of them. */
    boolean step(int seen, int next) {
        boolean opens = (next & BARRED) == 0;
        boolean done = word.compareAndSet(seen, opens ? next & ~WRITERS_WAIT : next);
        if (done && opens && writersWait(seen)) {
            wakeWriter();
        }
        return done;
    }

    void wakeWriter() {
        Futex.wakeBitset(word, 1, WaiterKind.WRITER.bit());
    }

    private void wakeClaimant() {
        Futex.wakeBitset(word, 1, WaiterKind.CLAIMANT.bit());
    }

    /** Leaves; false if there was no reader, or only the upgradable one. */
    boolean unlockRead() {
        int seen = word.get();
        while (plainReaders(seen) > 0) {
            if (word.compareAndSet(seen, seen - ONE_READER)) { // 2 -> 2, 1; 4 -> 4, 5; 3, 6 stay
                if (isClaimed(seen) && readers(seen) == 1) {
                    wakeClaimant();
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
                : claim(CLAIMED, interruptible, deadline, blocker)
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

    /**
     * Waits until no bit of BARRED is set, then sets CLAIMED, or UPGRADER with one more reader.
     * False if it gave up.
     */
    boolean claim(int bit, boolean interruptible, Deadline deadline, Object blocker) {
        spinWhile(BARRED);
        int others = 0;
        for (; ; ) {
            int seen = word.get();
            int asleep = seen | WRITERS_WAIT;
            if ((seen & BARRED) == 0) {
                int entered = bit == UPGRADER ? withReader(seen) : seen;
                if (word.compareAndSet(seen, entered | bit | others)) { // 1 -> 5, 2 -> 4; -> 6
                    return true;
                }
            } else if (seen == asleep || word.compareAndSet(seen, asleep)) { // 3 to 6 stay
                if (!sleep(asleep, WaiterKind.WRITER, interruptible, deadline, blocker)) {
                    return false;
                }
                others = WRITERS_WAIT; // its wake may have been the only one: there may be others
            }
        }
    }

    /** For the claimant. It looks once more before it gives up. */
    boolean awaitReaders(boolean interruptible, Deadline deadline, Object blocker) {
        spinWhile(READERS);
        boolean undecided = true;
        boolean mayWait = true;
        try {
            while (undecided) {
                int seen = word.get();
                if (readers(seen) == 0) { // 5
                    undecided = false;
                } else if (mayWait) {
                    mayWait = sleep(seen, WaiterKind.CLAIMANT, interruptible, deadline, blocker);
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
        boolean claimed = !word.compareAndSet(CLAIMED, FREE); // 5 -> 1
        while (claimed) {
            claimed = !endClaim(word.get());
        }
    }

    /** Ends the caller's claim and wakes the waiting readers; false if the word changed. */
    private boolean endClaim(int seen) {
        int next = seen & ~(CLAIMED | UNCOUNTED_WAIT);
        if ((seen & UPGRADER) != 0) {
            next += ONE_READER; // the caller is the upgrader
        }
        boolean ended = step(seen, next); // 4, 5 -> 3 if readers wait; else 4 -> 2, 5 -> 1; or 6
        if (ended && (seen & (WAITING | UNCOUNTED_WAIT)) != 0) {
            Futex.wakeBitset(word, Integer.MAX_VALUE, WaiterKind.READER.bit());
        }
        return ended;
    }

    // Waiting.

    private void spinWhile(int mask) {
        for (int i = 0; i < WaitPolicy.WORD_SPINS && (word.getOpaque() & mask) != 0; i++) {
            Thread.onSpinWait();
        }
    }

    /** Sleeps while the word has the given value; false if the caller must give up. */
    boolean sleep(
            int seen, WaiterKind kind, boolean interruptible, Deadline deadline, Object blocker) {
        WaitResult result =
                ShortWait.await(word, seen, deadline, kind.options(interruptible), blocker);
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

    /** READERS without the upgradable reader, which leaves by another method. */
    private static int plainReaders(int word) {
        return readers(word) - ((word & (CLAIMED | UPGRADER)) == UPGRADER ? 1 : 0);
    }

    static int waiting(int word) {
        return (word & WAITING) / ONE_WAITING;
    }

    static int withReader(int seen) {
        requireRoom(seen);
        return seen + ONE_READER;
    }

    /** Keeps room in READERS for counted readers and an upgrader with a claim: they will enter. */
    private static void requireRoom(int seen) {
        int upgraded = isClaimed(seen) ? (seen & UPGRADER) / UPGRADER : 0;
        if (readers(seen) + waiting(seen) + upgraded >= MAX_READERS) {
            throw new Error("Maximum lock count exceeded: " + MAX_READERS + " read locks");
        }
    }
}
