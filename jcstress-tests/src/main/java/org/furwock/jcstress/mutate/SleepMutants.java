package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.kernel;
import static org.furwock.jcstress.mutate.Check.park;
import static org.furwock.jcstress.mutate.Edits.body;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.moveBefore;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.constant;
import static org.furwock.jcstress.mutate.Place.write;

import java.util.List;
import org.furwock.jcstress.mutate.Edits.Jump;

/** Flaws of the parkers of drop-in locks, and of the fence that a release leaves out. */
final class SleepMutants {

    private SleepMutants() {}

    static List<Mutant> all() {
        MutantList parker =
                new MutantList(
                        "thread-parker",
                        "locks.ThreadParker",
                        kernel("locks.FutexReentrantLockTest"),
                        kernel("sync.ReentrantLockContractTest"),
                        kernel("sync.ReentrantLockQueueContractTest"),
                        kernel("sync.ReentrantConditionContractTest"),
                        park("sync.ReentrantLockContractTest"),
                        park("sync.ReentrantLockQueueContractTest"),
                        park("sync.ReentrantConditionContractTest"),
                        kernel("locks.LockWithoutMemoryTest"),
                        kernel("sync.ShortTimeoutTest"),
                        kernel("sync.ReentrantLockStressTest"));
        parking(parker);
        MutantList mode =
                new MutantList(
                        "release-mode", "locks.ReleaseMode", kernel("locks.ReleaseModeTest"));
        releaseMode(mode);
        MutantList fence =
                new MutantList(
                        "fence",
                        "futex.lowlevel.AsymmetricFence",
                        kernel("futex.lowlevel.AsymmetricFenceTest"),
                        kernel("futex.linux.FilteredMembarrierTest"),
                        kernel("locks.ReleaseModeTest"));
        fence(fence);
        MutantList membarrier =
                new MutantList(
                        "membarrier",
                        "futex.linux.Membarrier",
                        kernel("futex.linux.MembarrierTest"),
                        kernel("futex.linux.FilteredMembarrierTest"),
                        kernel("futex.lowlevel.AsymmetricFenceTest"));
        membarrier(membarrier);
        return MutantList.join(parker, mode, fence, membarrier);
    }

    private static void parking(MutantList list) {
        list.mutant("unpark-without-wake", "An unpark lets the thread sleep.")
                .in("unpark")
                .quick()
                .by(replace(call("Futex.wake"), 0));
        list.mutant("unpark-at-deadline-lost", "An unpark at the end of a sleep is not reported.")
                .in("park(ZLorg/furwock/futex/Deadline;J")
                .equivalentBecause(
                        "a waiter that gives up passes on the wake that it may have received")
                .by(replace(constant(1).number(2, 5), 7));
        list.mutant("word-stays-parked", "A sleep that ends leaves the word as PARKED.")
                .in("park(ZLorg/furwock/futex/Deadline;J")
                .by(replace(constant(0).number(1, 4), -1));
        list.mutant(
                        "interrupt-not-looked-for",
                        "A park by LockSupport hides the interrupt that ended it.")
                .in("parkThread")
                .foundBy(park("sync.ReentrantLockContractTest"))
                .by(replace(call("InterruptStatus.isSet").all(2), false));
        list.mutant(
                        "near-deadline-passed",
                        "A near deadline counts as distant until it has passed.")
                .in("spinTowards")
                .by(jump(call("isOver"), Jump.ALWAYS));
        list.mutant("pause-loses-interrupt", "A pause without memory clears the interrupt status.")
                .in("pause")
                .by(drop(call("interrupt")));
        list.mutant("kernel-sleep-for-all", "A virtual thread sleeps in the kernel.")
                .in("current")
                .foundBy(kernel("locks.FutexReentrantLockVirtualThreadsTest"))
                .by(replace(call("KernelSleep.isAllowed"), true));
    }

    private static void releaseMode(MutantList list) {
        list.mutant(
                        "refusal-ignored",
                        "Releases stay without a fence though membarrier was refused.")
                .in("tryHeavyFence")
                .quick()
                .by(drop(write("fenced")));
        list.mutant("rendezvous-first", "Threads meet before releases are told to fence.")
                .in("tryHeavyFence")
                .quick()
                .by(moveBefore(call("rendezvous"), write("fenced")));
        list.mutant("rendezvous-left-out", "No thread waits for releases that are under way.")
                .in("tryHeavyFence")
                .by(drop(call("rendezvous")));
        list.mutant("settled-first", "Threads rely on releases that are still under way.")
                .in("tryHeavyFence")
                .by(moveBefore(write("settled"), call("rendezvous")));
        list.mutant(
                        "graal-trusted",
                        "A compiler in Java is trusted with the order of two accesses.")
                .in("isOrdered(Ljava")
                .by(jump(constant("OpenJDK"), Jump.NEVER));
        list.mutant("order-not-asked", "Releases are asymmetric with any compiler.")
                .in("isFencedFromStart")
                .by(body(false));
        list.mutant("gives-up-on-memory", "A heavy fence that lacks memory is left out.")
                .in("heavyFence")
                .foundBy(kernel("locks.LockWithoutMemoryTest"))
                .by(replace(call("tryHeavyFence"), true));
    }

    private static void fence(MutantList list) {
        list.mutant("does-nothing", "A heavy fence makes no system call.")
                .in("tryHeavy")
                .foundBy(kernel("locks.HeavyFenceTest"))
                .by(replace(call("run"), true));
        list.mutant("rendezvous-does-nothing", "A rendezvous does not wait.")
                .in("rendezvous")
                .by(body(null));
        list.mutant("waits-for-itself", "A thread that starts the engine waits for itself.")
                .in("isAvailable")
                .by(replace(call("isMakingHere"), false));
        list.mutant("refusal-unanswered", "Nothing replaces a refused membarrier.")
                .in("heavy")
                .by(replace(call("rendezvous"), null));
    }

    private static void membarrier(MutantList list) {
        list.mutant("not-registered-again", "A process from a checkpoint does not register again.")
                .in("run")
                .by(replace(call("announce"), false));
        list.mutant("first-run-untried", "A kernel that registers but refuses to run is trusted.")
                .in("register")
                .by(replace(call("fence"), true));
        list.mutant("refusal-taken-for-run", "Any answer of the kernel counts as a fence.")
                .in("fence")
                .by(body(true));
        list.mutant("query-instead", "The call is a query, and runs no fence.")
                .in("fence")
                .foundBy(kernel("locks.HeavyFenceTest"))
                .by(replace(constant(8L), 0L));
    }
}
