package org.furwock.sync;

import static org.furwock.sync.RwLockWord.BARRED;
import static org.furwock.sync.RwLockWord.CLAIMED;
import static org.furwock.sync.RwLockWord.ONE_READER;
import static org.furwock.sync.RwLockWord.UPGRADER;

import org.furwock.futex.Deadline;
import org.furwock.waiting.ShortWait;

/**
 * The upgradable reader's steps on a {@link RwLockWord}, which has the states and the wake rules.
 *
 * <p><b>Algorithm.</b> An upgradable reader enters as a reader, and sets UPGRADER, which keeps
 * writers and other upgradable readers out. To upgrade, it gives up its read lock and claims the
 * lock in one step, and then waits as any claimant until the other readers have left. UPGRADER
 * stays, so the end of this claim gives it a read lock again, in the same step.
 *
 * <pre>
 *  from  to     step
 *   1, 2  6     an upgradable reader enters
 *   6     6     a reader enters or leaves
 *   6     4, 5  an upgrade: it waits for the readers inside, or owns the lock
 *   4     6, 3  the upgrader gives up; 3 if readers are counted
 *   4, 5  6, 3  a downgrade
 *   6     2, 1  the upgrader leaves
 *   3     3     the upgrader leaves during a read phase
 * </pre>
 *
 * <p><b>Bound for the upgrader.</b> It is the only one that can claim the lock while it is inside,
 * so no writer comes before its upgrade. After a downgrade it does not claim again before the
 * readers that were counted are inside: a reader waits for one write lock at most.
 *
 * <p><b>Wake rule.</b> Before its claim, it sleeps as CLAIMANT on a value with WAITING above 0 and
 * without CLAIMED. The step that ends a read phase wakes CLAIMANT if UPGRADER is set. After its
 * claim, it is a claimant. UPGRADER keeps other claims out, so at most one thread sleeps as
 * CLAIMANT. Upgradable readers that wait to enter wait as writers do: they set WRITERS_WAIT, and
 * one that was woken sets it again, for it does not know of others; one that then finds no room in
 * READERS wakes the next. The upgrader's leave is one of the steps that clear the bit and wake one
 * of them.
 *
 * <p><b>Its read lock.</b> While UPGRADER is set without CLAIMED, one of READERS is the upgrader's.
 * The unlock of a plain reader does not take it, so the upgrader's leave and claim always find it.
 *
 * <p><b>Memory ordering.</b> As there: every change is a volatile compare-and-set.
 */
final class RwLockUpgrade {

    private static final int NO_OTHERS = RwLockWord.MAX_READERS | RwLockWord.WAITING;

    private final RwLockWord word;

    RwLockUpgrade(RwLockWord word) {
        this.word = word;
    }

    /** Enters as an upgradable reader, unless a writer or another one bars it. */
    boolean tryEnter() {
        int seen = word.get();
        while ((seen & BARRED) == 0) {
            if (word.step(seen, RwLockWord.withReader(seen) | UPGRADER)) { // 1, 2 -> 6
                return true;
            }
            seen = word.get();
        }
        return false;
    }

    /** Returns whether the caller has entered; if not, it timed out or was interrupted. */
    boolean awaitEnter(boolean interruptible, Deadline deadline, Object blocker) {
        if (!ShortWait.isNear(deadline)) {
            try {
                return word.claim(UPGRADER, interruptible, deadline, blocker); // 1, 2 -> 6
            } catch (Error failure) {
                word.wakeWriter(); // no room: the caller's wake may have been the only one
                throw failure;
            }
        }
        boolean entered;
        do {
            Thread.onSpinWait();
            entered = tryEnter();
        } while (!entered && !ShortWait.isOver(interruptible, deadline));
        return entered;
    }

    /** By the upgrader, which does not own the lock. */
    void leave() {
        int seen;
        do {
            seen = word.get();
        } while (!word.step(seen, (seen & ~UPGRADER) - ONE_READER)); // 6 -> 2, 1; 3 -> 3
    }

    /** By the upgrader: owns the lock if no other thread reads or is about to. */
    boolean tryUpgrade() {
        int seen = word.get();
        while ((seen & NO_OTHERS) == ONE_READER) {
            if (claim(seen)) { // 6 -> 5
                return true;
            }
            seen = word.get();
        }
        return false;
    }

    /**
     * By the upgrader: returns whether it owns the lock. If not, it timed out or was interrupted,
     * and is an upgradable reader as before.
     */
    boolean awaitUpgrade(boolean interruptible, Deadline deadline, Object blocker) {
        if (!ShortWait.isNear(deadline)) {
            return awaitClaim(interruptible, deadline, blocker)
                    && word.awaitReaders(interruptible, deadline, blocker); // 4 -> 5; or 6, 3
        }
        boolean owned;
        do {
            Thread.onSpinWait();
            owned = tryUpgrade();
        } while (!owned && !ShortWait.isOver(interruptible, deadline));
        return owned;
    }

    private boolean awaitClaim(boolean interruptible, Deadline deadline, Object blocker) {
        boolean mayWait = true;
        while (mayWait) {
            int seen = word.get();
            if (RwLockWord.waiting(seen) > 0) { // 3
                mayWait = word.sleep(seen, WaiterKind.CLAIMANT, interruptible, deadline, blocker);
            } else if (claim(seen)) { // 6 -> 4, 5
                return true;
            }
        }
        return false;
    }

    private boolean claim(int seen) {
        return word.step(seen, (seen - ONE_READER) | CLAIMED);
    }
}
