package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.kernel;
import static org.furwock.jcstress.mutate.Check.model;
import static org.furwock.jcstress.mutate.Check.park;
import static org.furwock.jcstress.mutate.Edits.NULL;
import static org.furwock.jcstress.mutate.Edits.body;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.read;
import static org.furwock.jcstress.mutate.Place.write;

import java.util.List;
import org.furwock.jcstress.mutate.Edits.Jump;

/** Flaws of the queue of a drop-in lock, and of its waiters' parking. */
final class QueueMutants {

    private static final Check[] CHECKS = {
        kernel("locks.FutexReentrantLockTest"),
        kernel("sync.ReentrantLockContractTest"),
        kernel("sync.ReentrantLockQueueContractTest"),
        model("locks.model.QueueModelTest"),
        model("locks.model.LockModelTest"),
        kernel("sync.ReentrantConditionContractTest"),
        park("locks.FutexReentrantLockTest"),
        park("sync.ReentrantLockContractTest"),
        park("sync.ReentrantLockQueueContractTest"),
        kernel("sync.ReentrantLockStressTest"),
        kernel("sync.ReadWriteLockContractTest"),
        kernel("sync.ReadWriteConditionContractTest"),
    };

    private QueueMutants() {}

    static List<Mutant> all() {
        MutantList list = new MutantList("queue", "locks.WaitQueue", CHECKS);
        linking(list);
        MutantList waiters = new MutantList("queue", "locks.Waiter", CHECKS);
        sleeping(waiters);
        forgetting(waiters);
        return MutantList.join(list, waiters);
    }

    private static void linking(MutantList list) {
        list.mutant("cancelled-not-skipped", "A waiter behind a cancelled one is never the first.")
                .in("livePredecessor")
                .by(replace(call("isCancelled"), false));
        list.mutant("head-still-waiting", "A late hand-over finds the head WAITING.")
                .in("becomeHead")
                .quick()
                .by(drop(write("status")));
        list.mutant("head-keeps-past", "Each head keeps all earlier heads reachable.")
                .in("becomeHead")
                .by(drop(write("prev")));
        list.mutant("head-sees-no-successor", "A new head does not look for a waiter (Q4).")
                .in("becomeHead")
                .quick()
                .by(jump(read("tail"), Jump.ALWAYS));
        list.mutant("shortcut-not-set", "The shortcut to the next waiter is never set.")
                .in("append")
                .equivalentBecause(
                        "the first waiter is found from the tail where the shortcut fails")
                .by(drop(write("next")));
        list.mutant("wake-not-passed-on", "A waiter that gives up keeps the wake it received (Q5).")
                .in("leave")
                .quick()
                .by(drop(call("unpark")));
        list.mutant(
                        "overtaker-not-cancelled",
                        "A waiter that acquires out of turn stays in the queue.")
                .in("leaveWithLock")
                .by(drop(write("status")));
        list.mutant("removal-not-done", "The last waiter gives up and stays the tail.")
                .in("removeIfLast")
                .by(replace(call("moveTail"), true));
        list.mutant("cancelled-is-woken", "A waker takes a cancelled waiter for the first one.")
                .in("after")
                .by(replace(call("isCancelled").number(2, 2), false));
        list.mutant(
                        "cancelled-shortcut-is-woken",
                        "A waker follows the shortcut to a cancelled waiter.")
                .in("after")
                .by(replace(call("isCancelled").number(1, 2), false));
        list.mutant("never-empty-again", "A cancelled waiter at the tail makes a fair lock queue.")
                .in("isQueueEmpty")
                .by(jump(call("first"), Jump.ALWAYS));
    }

    private static void sleeping(MutantList list) {
        list.mutant("slice-ends-wait", "The end of a bounded sleep counts as the deadline.")
                .in("parkAtMost")
                .quick()
                .by(replace(read("WaitResult.TIMED_OUT"), NULL));
        list.mutant("nap-grows-without-limit", "The timed back-off doubles without a limit.")
                .in("nextNap")
                .by(replace(read("LONGEST_NAP"), Long.MAX_VALUE));
        list.mutant("never-long-first", "A waiter never knows for how long it has been first.")
                .in("nanosAsFirst")
                .by(body(0L));
        list.mutant("interrupt-not-restored", "An interrupt during a park is forgotten.")
                .in("restoreInterrupt")
                .foundBy(park("sync.ReentrantLockContractTest"))
                .by(drop(call("interrupt")));
        list.mutant("unpark-not-kept", "An unpark between two parks is forgotten.")
                .in("unpark")
                .foundBy(park("locks.FutexReentrantLockTest"))
                .by(drop(write("unparked")));
        list.mutant("interrupt-spins", "An interrupted thread that parks uninterruptibly spins.")
                .in("park(ZLorg/furwock/futex/Deadline;J")
                .foundBy(park("sync.ReentrantLockContractTest"))
                .by(replace(call("Thread.interrupted"), false));
    }

    private static void forgetting(MutantList list) {
        list.mutant("head-keeps-thread", "The head is listed among the waiters.")
                .in("forgetThread")
                .by(drop(call("forgetThread")));
        list.mutant("head-keeps-parker", "The head unparks a thread that waits elsewhere.")
                .in("forgetThread")
                .by(drop(write("parker")));
    }
}
