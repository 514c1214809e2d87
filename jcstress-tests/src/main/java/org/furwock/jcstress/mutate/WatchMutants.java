package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.kernel;
import static org.furwock.jcstress.mutate.Edits.body;
import static org.furwock.jcstress.mutate.Edits.callInstead;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.read;
import static org.furwock.jcstress.mutate.Place.write;

import java.util.List;

/** Flaws of the search for deadlocks, and of the check of the lock order. */
final class WatchMutants {

    private static final Check DEADLOCKS = kernel("locks.DeadlocksTest");
    private static final Check RW_LOCKS = kernel("locks.RwLockDeadlocksTest");
    private static final Check FINDER = kernel("watch.DeadlockFinderTest");
    private static final Check TABLE = kernel("watch.WaitTableTest");
    private static final Check ORDER = kernel("locks.LockOrderTest");
    private static final Check GRAPH = kernel("watch.LockGraphTest");
    private static final Check SIZE = kernel("watch.LockGraphSizeTest");

    private WatchMutants() {}

    static List<Mutant> all() {
        MutantList table = new MutantList("watch", "watch.WaitTable", TABLE, DEADLOCKS);
        table(table);
        MutantList finder = new MutantList("watch", "watch.DeadlockFinder", FINDER, DEADLOCKS);
        finder(finder);
        MutantList waits = new MutantList("watch", "watch.WaitRecord", FINDER);
        waits.mutant("timed-waits", "A wait with a time limit counts.")
                .in("isEndless")
                .quick()
                .by(body(true));
        MutantList watchdog = new MutantList("watch", "watch.DeadlockWatch", FINDER);
        watchdog.mutant("victim-woken-once", "A victim that was not asleep yet sleeps for ever.")
                .in("look")
                .quick()
                .by(drop(call("wake")));
        MutantList held =
                new MutantList("order", "watch.HeldLocks", kernel("watch.HeldLocksTest"), ORDER);
        held(held);
        MutantList order = new MutantList("order", "watch.LockOrder", ORDER);
        order(order);
        MutantList holders = new MutantList("watch", "locks.ReaderSlots", DEADLOCKS);
        holders.mutant("suspended-reads", "A thread that waits on a condition counts as a reader.")
                .in("addHolders")
                .quick()
                .by(replace(read("isSuspended"), false));
        MutantList waiters = new MutantList("watch", "locks.Waiter", DEADLOCKS);
        waiters.mutant("wait-unseen", "The search does not see a wait for a drop-in lock.")
                .in("enterTable")
                .by(drop(call("enter")));
        waiters.mutant("readers-unseen", "A writer that waits for readers waits for no thread.")
                .in("addHolders")
                .by(replace(read("waitsForReaders"), false));
        MutantList writers = new MutantList("watch", "locks.ReadWriteView", DEADLOCKS);
        writers.mutant(
                        "draining-writer-unseen",
                        "A reader does not see that a draining writer is before it.")
                .in("addHolders")
                .by(drop(call("addDrainingWriter")));
        MutantList words = new MutantList("watch", "sync.RwLockWait", RW_LOCKS, DEADLOCKS);
        words(words);
        MutantList graph = new MutantList("order", "watch.LockGraph", GRAPH, SIZE);
        graph(graph);
        MutantList node = new MutantList("order", "watch.LockNode", GRAPH, SIZE);
        node(node);
        MutantList ranks = new MutantList("order", "watch.LockRanks", GRAPH, SIZE);
        ranks(ranks);
        return MutantList.join(
                table, finder, waits, watchdog, held, order, holders, waiters, writers, words,
                graph, node, ranks);
    }

    private static void table(MutantList list) {
        list.mutant("wait-never-ends", "A wait stays in the table.")
                .in("leave")
                .quick()
                .by(drop(call("setRelease")));
        list.mutant("place-lost", "A thread takes a place that another one has taken meanwhile.")
                .in("publish(Lorg/furwock/watch/WaitRecord;Ljava")
                .by(replace(call("compareAndSet"), true));
        list.mutant("segment-not-added", "A wait for which the last segment has no place is lost.")
                .in("enter(Lorg/furwock/watch/WaitRecord;")
                .by(replace(call("addSegment"), false));
        list.mutant("added-segment-unused", "A segment that was added is not searched for a place.")
                .in("addSegment")
                .by(drop(write("top")));
    }

    private static void held(MutantList list) {
        list.mutant("reads-not-moved", "The read counts of held locks get out of step.")
                .in("remove")
                .by(replace(call("arraycopy").number(2, 2), null));
        list.mutant("of-another-thread", "A lock is recorded for the thread that held it last.")
                .in("current(Lorg")
                .by(replace(call("refersTo"), true));
    }

    private static void order(MutantList list) {
        list.mutant("reentry-is-inversion", "A thread that locks again inverts the order.")
                .in("before(Lorg/furwock/watch/OrderedLock;Z")
                .by(replace(call("contains"), false));
        list.mutant("reports-once", "A thread that has reported an inversion is not checked again.")
                .in("report")
                .by(drop(write("isReporting").number(2, 3)));
    }

    private static void finder(MutantList list) {
        list.mutant("no-second-look", "A cycle counts although its waits have ended.")
                .in("isStill")
                .by(body(true));
        list.mutant("way-to-the-cycle", "Threads that wait for a deadlock are part of it.")
                .in("from")
                .by(replace(call("isEmpty"), false));
    }

    private static void words(MutantList list) {
        list.mutant("upgrader-unseen", "A writer does not see the upgradable reader before it.")
                .in("addHolders")
                .by(replace(call("UpgradableLock.owner"), Edits.NULL));
        list.mutant("upgrader-behind-itself", "An upgrader is said to wait for itself.")
                .in("addHolders")
                .by(replace(read("Mode.UPGRADE"), Edits.NULL));
    }

    private static void graph(MutantList list) {
        list.mutant("reported-twice", "A known order is looked at again under the monitor.")
                .in("see(Lorg/furwock/watch/LockNode;")
                .by(replace(call("knows"), false));
        list.mutant("single-locks-unbounded", "There is no limit to the nodes of single locks.")
                .in("ownNode")
                .by(replace(read("singles"), 0));
        list.mutant("stacks-unbounded", "There is no limit to the stacks.")
                .in("shared")
                .by(replace(call("size"), 0));
        list.mutant("collected-lock-stays", "A new lock inherits the orders of a collected one.")
                .in("forget")
                .by(drop(call("removeAll")));
    }

    private static void ranks(MutantList list) {
        list.mutant("steps-backwards", "A report lists the orders from the last one to the first.")
                .in("walkBack")
                .by(callInstead(call("addFirst"), "addLast"));
        list.mutant("ranks-kept", "An order against the ranks leaves them as they are.")
                .in("admit")
                .quick()
                .by(drop(call("reorder")));
        list.mutant("contradiction-unranked", "A search does not look for kept contradictions.")
                .in("admit")
                .by(drop(write("highest")));
        list.mutant("contradiction-left-behind", "New ranks raise a kept contradiction unseen.")
                .in("reorder")
                .by(drop(write("highest")));
    }

    private static void node(MutantList list) {
        list.mutant("known-forgotten", "An order is not known after it was seen.")
                .in("add")
                .quick()
                .by(drop(write("known")));
        list.mutant("edge-one-way", "A node does not know the nodes that lead to it.")
                .in("add")
                .by(drop(write("sources")));
    }
}
