package org.furwock.sync;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitResult;

/**
 * The word of a {@link RwLock}, and the algorithm on it. Who owns the write lock is not known here.
 *
 * <p><b>The word.</b>
 *
 * <pre>
 *  bits   name          meaning
 *  0-15   READERS       how many read locks are held
 *  16-28  WAITING       how many readers wait, and have been counted
 *  29     CROWD         perhaps more readers wait than WAITING can count
 *  30     WRITERS_WAIT  perhaps writers wait for the claim
 *  31     CLAIMED       a writer has the lock, or will have it when READERS is 0
 *
 *  state  CLAIMED  WAITING  READERS                                new readers  new writers
 *    1       0        0        0     free                          come in      claim
 *    2       0        0       &gt;0     read                          come in      claim
 *    3       0       &gt;0       any    the readers' turn             come in      wait
 *    4       1       any      &gt;0     a writer waits for readers    wait         wait
 *    5       1       any       0     a writer has it               wait         wait
 * </pre>
 *
 * CROWD stands in states 4 and 5 only, WRITERS_WAIT in 3 to 5 only: so the word of a free lock is
 * 0. An owner of the write lock that takes a read lock, too, makes state 4 out of 5.
 *
 * <p><b>Algorithm.</b> A writer first claims the lock (1 to 5, or 2 to 4), which keeps new readers
 * out, and then waits until the readers that are in have left (4 to 5). A reader that finds the
 * lock claimed counts itself as waiting. A claim ends when its writer unlocks or gives up. If
 * nobody was counted, the lock is open to all (to 1 or 2). Else it is the readers' turn (to 3): no
 * writer can claim until every counted reader has come in, and taken itself off the count, or has
 * gone (3 to 2). Three bits tell apart who sleeps: READER, WRITER (for the claim), CLAIMANT (for
 * the last reader to leave).
 *
 * <p><b>Bound for readers.</b> A counted reader waits for the end of one claim, the one that it
 * found. The turn that follows ends only when the reader is in: so no more than one write lock is
 * held while it waits. Who was not counted, because {@value #MAX_WAITING} others were, looks again
 * when that claim ends, and comes in if it is there before the next one, else waits with a new
 * count.
 *
 * <p><b>Bound for writers.</b> After the claim, no reader comes in: the claimant waits for the
 * readers that are in. Before it, readers hold a writer up in their turn only, and a turn takes in
 * those who were counted when it began, however many others come along. Turns follow claims, so a
 * writer that does not get the claim waits for other writers, and for one turn for each. Among
 * writers there is no order.
 *
 * <p><b>Wake rule: readers.</b> A counted reader sleeps only on a value with CLAIMED, so either it
 * sees the claim end, or whoever ends the claim comes later, finds it in WAITING, and wakes all
 * readers. One that was not counted is found by CROWD, which it sets before it sleeps and which
 * only the end of a claim clears. A reader that gives up while the lock is claimed takes itself off
 * the count, so no turn waits for it; in a turn it comes in after all. <b>The claimant</b> sleeps
 * on a value with READERS above 0; the reader that makes it 0 wakes it. If it gives up, it ends its
 * claim as an unlock does, so nobody waits for a claim that is gone. <b>Writers</b> sleep only on a
 * value with WRITERS_WAIT, which is cleared in two places: at the end of a claim without a turn,
 * and at the end of a turn. Both wake one writer. It does not know whether there are others, so it
 * claims with WRITERS_WAIT, or sets it again if somebody was faster. So as long as one sleeps, the
 * bit is set or a woken writer is on its way. One that gives up has used up no wake, and has at
 * worst left the bit behind, which costs a needless wake.
 *
 * <p><b>Memory ordering.</b> Every change is a volatile compare-and-set. What a writer wrote is
 * released by the change that clears CLAIMED, and acquired by the one that counts a reader or sets
 * CLAIMED; what readers have read is behind the change that takes READERS down, which the writer
 * reads as 0.
 */
class RwLockWord {

    static final int FREE = 0;
    static final int ONE_READER = 1;
    static final int MAX_READERS = (1 << 16) - 1;
    static final int ONE_WAITING = 1 << 16;
    static final int MAX_WAITING = (1 << 13) - 1;
    static final int CROWD = 1 << 29;
    static final int WRITERS_WAIT = 1 << 30;
    static final int CLAIMED = 1 << 31;

    private static final int READERS = MAX_READERS * ONE_READER;
    private static final int WAITING = MAX_WAITING * ONE_WAITING;

    // Who sleeps, as bits for the kernel.
    static final int READER = 1;
    static final int WRITER = 2;
    static final int CLAIMANT = 4;

    // Long enough to outlast a short section on another core, short against a system call.
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 100 : 0;

    private final FutexWord word;

    RwLockWord(FutexWord word) {
        this.word = requireNonNull(word, "word");
    }

    /** On a word that nobody else knows. */
    static RwLockWord allocate() {
        return new RwLockWord(FutexWord.allocate());
    }

    // Reading.

    /** Comes in if nobody has claimed the lock. */
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

    /** Comes in past the caller's own claim. */
    void readAsWriter() {
        int seen;
        do {
            seen = word.get();
        } while (!word.compareAndSet(seen, withReader(seen))); // 4, 5 -> 4
    }

    /** Whether the caller is in; if not, the deadline passed or it was interrupted. */
    boolean awaitRead(boolean interruptible, long deadline, Object blocker) {
        spinWhile(CLAIMED);
        for (; ; ) {
            int seen = word.get();
            if (!isClaimed(seen)) {
                if (word.compareAndSet(seen, withReader(seen))) { // 1, 2 -> 2; 3 -> 3
                    return true;
                }
            } else if (waiting(seen) < MAX_WAITING) {
                requireRoom(seen);
                if (word.compareAndSet(seen, seen + ONE_WAITING)) {
                    return awaitTurn(interruptible, deadline, blocker);
                }
            } else if (word.compareAndSet(seen, seen | CROWD)) {
                if (!sleep(seen | CROWD, READER, interruptible, deadline, blocker)) {
                    return false;
                }
            }
        }
    }

    /** For a counted reader. Also if it gives up, it looks once more. */
    private boolean awaitTurn(boolean interruptible, long deadline, Object blocker) {
        boolean counted = true;
        boolean patient = true;
        try {
            while (counted) {
                int seen = word.get();
                if (!isClaimed(seen)) {
                    counted = !leaveWaiting(seen, ONE_READER);
                } else if (patient) {
                    patient = sleep(seen, READER, interruptible, deadline, blocker);
                } else if (leaveWaiting(seen, 0)) {
                    counted = false;
                    return false;
                }
            }
            return true;
        } finally {
            while (counted) { // the kernel refused to let it sleep
                counted = !leaveWaiting(word.get(), 0);
            }
        }
    }

    /**
     * Takes the caller off the count; whether the word was still as seen. Who is last ends the
     * turn.
     */
    private boolean leaveWaiting(int seen, int entering) {
        int next = seen - ONE_WAITING + entering;
        boolean turnEnds = (next & (CLAIMED | WAITING)) == 0;
        if (turnEnds) {
            next &= ~WRITERS_WAIT;
        }
        if (!word.compareAndSet(seen, next)) { // 3 -> 3, 2; 4, 5 stay
            return false;
        }
        if (turnEnds && writersWait(seen)) {
            Futex.wakeBitset(word, 1, WRITER);
        }
        return true;
    }

    /** Whether somebody was in to leave. */
    boolean unlockRead() {
        int seen = word.get();
        while (readers(seen) > 0) {
            if (word.compareAndSet(seen, seen - ONE_READER)) { // 2 -> 2, 1; 3 -> 3; 4 -> 4, 5
                if (isClaimed(seen) && readers(seen) == 1) {
                    Futex.wakeBitset(word, 1, CLAIMANT);
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

    /** Whether the caller has the lock; if not, the deadline passed or it was interrupted. */
    boolean write(boolean interruptible, long deadline, Object blocker) {
        return tryWrite() || awaitWrite(interruptible, deadline, blocker);
    }

    final boolean awaitWrite(boolean interruptible, long deadline, Object blocker) {
        return claim(interruptible, deadline, blocker)
                && awaitReaders(interruptible, deadline, blocker);
    }

    private boolean claim(boolean interruptible, long deadline, Object blocker) {
        spinWhile(CLAIMED | WAITING);
        int others = 0;
        for (; ; ) {
            int seen = word.get();
            int asleep = seen | WRITERS_WAIT;
            if ((seen & (CLAIMED | WAITING)) == 0) {
                if (word.compareAndSet(seen, seen | CLAIMED | others)) { // 1 -> 5, 2 -> 4
                    return true;
                }
            } else if (seen == asleep || word.compareAndSet(seen, asleep)) {
                if (!sleep(asleep, WRITER, interruptible, deadline, blocker)) {
                    return false;
                }
                others = WRITERS_WAIT; // its wake may have been the only one
            }
        }
    }

    /** For the claimant. Also if it gives up, it looks once more. */
    boolean awaitReaders(boolean interruptible, long deadline, Object blocker) {
        spinWhile(READERS);
        boolean undecided = true;
        boolean patient = true;
        try {
            while (undecided) {
                int seen = word.get();
                if (readers(seen) == 0) {
                    undecided = false;
                } else if (patient) {
                    patient = sleep(seen, CLAIMANT, interruptible, deadline, blocker);
                } else if (endClaim(seen)) {
                    undecided = false;
                    return false;
                }
            }
            return true;
        } finally {
            while (undecided) { // the kernel refused to let it sleep
                undecided = !endClaim(word.get());
            }
        }
    }

    /** By the owner. */
    void unlockWrite() {
        if (word.compareAndSet(CLAIMED, FREE)) { // 5 -> 1
            return;
        }
        boolean claimed = true;
        while (claimed) {
            claimed = !endClaim(word.get());
        }
    }

    /**
     * Ends the caller's claim, and lets those in who waited for that; false if the word changed.
     */
    private boolean endClaim(int seen) {
        boolean turn = waiting(seen) > 0;
        int next = seen & ~(CLAIMED | CROWD);
        if (!turn) {
            next &= ~WRITERS_WAIT;
        }
        if (!word.compareAndSet(seen, next)) { // 4, 5 -> 3 in a turn, else 5 -> 1, 4 -> 2
            return false;
        }
        if (turn || (seen & CROWD) != 0) {
            Futex.wakeBitset(word, Integer.MAX_VALUE, READER);
        }
        if (!turn && writersWait(seen)) {
            Futex.wakeBitset(word, 1, WRITER);
        }
        return true;
    }

    // Waiting.

    private void spinWhile(int mask) {
        for (int i = 0; i < SPINS && (word.getOpaque() & mask) != 0; i++) {
            Thread.onSpinWait();
        }
    }

    /** Sleeps while the word is as seen; false if there is a reason to give up. */
    private boolean sleep(int seen, int who, boolean interruptible, long deadline, Object blocker) {
        WaitResult result = Futex.await(word, seen, who, interruptible, deadline, blocker);
        return result != WaitResult.INTERRUPTED && result != WaitResult.TIMED_OUT;
    }

    // The parts of the word.

    final int get() {
        return word.get();
    }

    /** How many read locks are held. */
    int readLocks() {
        return readers(get());
    }

    /** Whether a writer has it, and does not read as well. */
    boolean isWriting() {
        int seen = get();
        return isClaimed(seen) && readers(seen) == 0;
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

    /** Those who wait count, too: in their turn they must find room. */
    private static void requireRoom(int seen) {
        if (readers(seen) + waiting(seen) >= MAX_READERS) {
            throw new Error("Maximum lock count exceeded: " + MAX_READERS + " read locks");
        }
    }
}
