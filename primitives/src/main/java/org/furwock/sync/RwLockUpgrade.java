package org.furwock.sync;

import static org.furwock.sync.RwLockWord.BARRED;
import static org.furwock.sync.RwLockWord.CLAIMED;
import static org.furwock.sync.RwLockWord.ONE_READER;
import static org.furwock.sync.RwLockWord.UPGRADER;

import org.furwock.futex.Deadline;
import org.furwock.waiting.ShortWait;

/**
 * The steps of an upgradable reader on a {@link RwLockWord}. That class has the states and the
 * other wake rules.
 *
 * <p><b>Algorithm.</b> An upgradable reader enters as a reader, and sets UPGRADER, which keeps
 * writers and other upgradable readers out. It is called the <i>upgrader</i>. To upgrade, it gives
 * up its read lock and claims the lock in one step. Then it waits, as any claimant, until the other
 * readers have left. UPGRADER stays set, so the step that ends this claim gives it a read lock
 * again.
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
 * <p><b>Bounds.</b> While the upgrader is inside, no other thread can claim the lock, so no writer
 * comes before its upgrade. After a downgrade it cannot claim again before the counted readers are
 * inside. So a reader waits for one write lock at most.
 *
 * <p><b>Wake rule.</b> Before its claim, the upgrader sleeps as CLAIMANT on a value with WAITING
 * above 0 and without CLAIMED. The step that ends a read phase wakes CLAIMANT if UPGRADER is set.
 * After its claim, the rule for the claimant holds. UPGRADER keeps other claims out, so at most one
 * thread sleeps as CLAIMANT. A thread that wants to become the upgrader waits as a writer does. It
 * sets WRITERS_WAIT. After a wake it sets the bit again, since it does not know of others. If it
 * then finds no room in READERS, it wakes the next. The step by which the upgrader leaves is one of
 * those that clear the bit and wake one of them.
 *
 * <p><b>The upgrader's read lock.</b> While UPGRADER is set and CLAIMED is not, one of READERS is
 * the upgrader's. An unlock by another reader does not take it away, so the steps by which the
 * upgrader leaves or claims always find it.
 *
 * <p><b>Memory ordering.</b> As in RwLockWord: every change is a volatile compare-and-set.
 */
final class RwLockUpgrade {

    private static final int NO_OTHERS = RwLockWord.MAX_READERS | RwLockWord.WAITING;

    private final RwLockWord word;

    RwLockUpgrade(RwLockWord word) {
        this.word = word;
    }

    /** Enters as the upgrader, unless a bit of BARRED is set. */
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
                word.wakeWriter(); // no room: the caller may have consumed a wake, and passes it on
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

    /** Called by the upgrader, which does not own the lock. */
    void leave() {
        int seen;
        do {
            seen = word.get();
        } while (!word.step(seen, (seen & ~UPGRADER) - ONE_READER)); // 6 -> 2, 1; 3 -> 3
    }

    /**
     * Called by the upgrader: claims and owns the lock, unless another thread reads or is counted
     * in WAITING.
     */
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
     * Called by the upgrader: returns whether it owns the lock. If not, it timed out or was
     * interrupted, and is the upgrader without a claim, as before.
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
