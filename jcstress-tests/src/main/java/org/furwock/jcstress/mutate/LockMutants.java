package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.kernel;
import static org.furwock.jcstress.mutate.Check.model;
import static org.furwock.jcstress.mutate.Check.park;
import static org.furwock.jcstress.mutate.Edits.NULL;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.moveBefore;
import static org.furwock.jcstress.mutate.Edits.moveBehind;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.read;
import static org.furwock.jcstress.mutate.Place.write;

import java.util.List;
import org.furwock.jcstress.mutate.Edits.Jump;

/** Flaws of the lock on which all drop-in locks are built. */
final class LockMutants {

    private static final Check[] CHECKS = {
        kernel("locks.FutexReentrantLockTest"),
        kernel("sync.ReentrantLockContractTest"),
        kernel("sync.ReentrantLockQueueContractTest"),
        kernel("sync.ReentrantConditionContractTest"),
        model("locks.model.LockModelTest"),
        model("locks.model.QueueModelTest"),
        model("locks.model.ConditionModelTest"),
        park("locks.FutexReentrantLockTest"),
        park("sync.ReentrantLockContractTest"),
        park("sync.ReentrantLockQueueContractTest"),
        kernel("sync.ReentrantLockStressTest"),
        kernel("locks.LockWithoutMemoryTest"),
    };

    private LockMutants() {}

    static List<Mutant> all() {
        MutantList list = new MutantList("lock", "locks.QueuedLock", CHECKS);
        releasing(list);
        acquiring(list);
        waitingFirst(list);
        leaving(list);
        MutantList state = new MutantList("lock", "locks.FutexReentrantLock", CHECKS);
        state(state);
        return MutantList.join(list, state);
    }

    private static void state(MutantList list) {
        list.mutant("never-freed", "A release leaves the state HELD.")
                .in("free")
                .by(drop(call("VarHandle.setRelease")));
        list.mutant("acquired-by-look", "A thread that reads FREE acts as if it held the lock.")
                .in("tryAcquire")
                .quick()
                .by(replace(call("VarHandle.compareAndSet"), true));
    }

    private static void releasing(MutantList list) {
        list.mutant(
                        "release-without-fence",
                        "A fenced release looks for a waiter without its fence.")
                .in("wakeIfFlagged")
                .foundBy(Check.exchange("reentrant.ReentrantWakeup"))
                .by(replace(call("VarHandle.fullFence"), null));
        list.mutant("flag-ignored", "A release wakes no thread, whatever the flag says.")
                .in("wakeIfFlagged")
                .by(replace(call("wakeFirst"), null));
        list.mutant(
                        "look-before-clear",
                        "A waker looks for the first waiter, then clears the flag (W2).")
                .in("wakeFirst")
                .foundBy(model("locks.model.QueueModelTest"))
                .quick()
                .by(moveBehind(write("wakeFlag"), call("first")));
        list.mutant("first-not-unparked", "A waker finds the first waiter and lets it sleep.")
                .in("wakeFirst")
                .by(drop(call("unpark")));
        list.mutant("hand-over-without-grant", "A hand-over does not mark the waiter as GRANTED.")
                .in("handOver")
                .by(replace(call("moves"), true));
        list.mutant("hand-over-without-wake", "A hand-over leaves the new owner asleep.")
                .in("handOver")
                .quick()
                .by(drop(call("unpark")));
        list.mutant("hand-over-and-release", "A release hands the lock over and frees it as well.")
                .in("release")
                .quick()
                .by(jump(call("handOver"), Jump.NEVER));
    }

    private static void acquiring(MutantList list) {
        list.mutant("interrupt-ignored", "An interrupt does not end an interruptible wait.")
                .in("acquireQueued")
                .by(replace(call("InterruptStatus.isSet"), false));
        list.mutant("deadline-ignored", "A wait goes on beyond its deadline.")
                .in("acquireQueued")
                .by(replace(read("WaitResult.TIMED_OUT"), NULL));
        list.mutant("stays-in-queue", "A waiter that gives up stays in the queue.")
                .in("acquireQueued")
                .by(drop(call("giveUp").all(2)));
        list.mutant(
                        "interrupt-lost",
                        "The interrupt status that a park has cleared is not restored.")
                .in("acquireQueued")
                .foundBy(park("sync.ReentrantLockContractTest"))
                .by(drop(call("restoreInterrupt").all(2)));
        list.mutant("victim-waits-on", "A thread that is told of its deadlock waits on.")
                .in("acquireQueued")
                .foundBy(kernel("locks.DeadlockWatchTest"))
                .by(drop(call("throwIfVictim")));
        list.mutant("wait-stays-in-table", "A thread that has the lock is listed as waiting.")
                .in("acquireQueued")
                .foundBy(kernel("locks.DeadlocksTest"))
                .by(drop(call("WaitTable.leave").all(2)));
        list.mutant("barges-when-fair", "A thread that signalAll signalled barges in a fair lock.")
                .in("mayTry")
                .by(replace(read("fair"), false));
        list.mutant("grant-overlooked", "A waiter that was granted the lock waits on.")
                .in("tryEnter")
                .by(jump(read("status"), Jump.NEVER));
    }

    private static void waitingFirst(MutantList list) {
        list.mutant(
                        "second-look-left-out",
                        "The first waiter sleeps without a test after the flag (W1).")
                .in("waitAsFirst")
                .quick()
                .by(replace(call("mayEnter"), false));
        list.mutant("flag-not-set", "The first waiter sleeps without setting the flag (W1).")
                .in("setWakeFlag")
                .quick()
                .by(drop(write("wakeFlag")));
        list.mutant("fence-left-out", "The first waiter looks without the fence for both sides.")
                .in("setWakeFlag")
                .foundBy(kernel("locks.HeavyFenceTest"))
                .quick()
                .by(replace(call("tryHeavyFence"), true));
        list.mutant(
                        "unfenced-sleep-unbounded",
                        "A first waiter that saves a fence sleeps without end.")
                .in("setWakeFlag")
                .by(replace(read("FENCE_INTERVAL").number(2, 2), Long.MAX_VALUE));
        list.mutant("nap-unbounded", "The timed back-off, which no release ends, has no bound.")
                .in("waitAsFirst")
                .quick()
                .by(replace(call("nextNap"), Long.MAX_VALUE));
        list.mutant("never-first", "The first waiter waits like the others, without a flag.")
                .in("waitOnce")
                .by(replace(call("isFirst"), false));
    }

    private static void leaving(MutantList list) {
        list.mutant("flag-before-head", "A new head sets the flag before it is the head (W2).")
                .in("enter")
                .quick()
                .by(moveBefore(write("wakeFlag").number(2, 2), call("becomeHead")));
        list.mutant("successor-unknown", "A new head sets no flag for its successor (W3).")
                .in("enter")
                .quick()
                .by(drop(write("wakeFlag").number(2, 2)));
        list.mutant("overtaken-unknown", "A waiter that acquires out of turn sets no flag (W3).")
                .in("enter")
                .by(drop(write("wakeFlag").number(1, 2)));
        list.mutant(
                        "grant-lost",
                        "A waiter that gives up when it is granted the lock forgets it (W4).")
                .in("giveUp")
                .quick()
                .by(replace(call("moves"), true));
        list.mutant("grant-kept", "A waiter that gives up keeps the lock that it was granted (W4).")
                .in("giveUp")
                .by(drop(call("release")));
        list.mutant(
                        "signalled-without-flag",
                        "A signal puts a waiter into the queue without a flag.")
                .in("appendSignalled")
                .by(drop(write("wakeFlag")));
        list.mutant("signalled-too-early", "A signalled waiter counts as queued before it is.")
                .in("appendSignalled")
                .by(moveBefore(write("status"), call("append")));
        list.mutant("reacquires-past-queue", "A signalled waiter gives up its place in the queue.")
                .in("reacquire")
                .by(replace(call("acquireQueued"), false));
    }
}
