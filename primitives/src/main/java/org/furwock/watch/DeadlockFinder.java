package org.furwock.watch;

import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.furwock.diagnostics.Deadlock;
import org.jspecify.annotations.Nullable;

/**
 * Finds cycles of waits.
 *
 * <p><b>Algorithm.</b> The first look reads all waits of the table. Then the search reads the
 * holders of each lock. It makes a graph: an edge leads from a wait to the wait of a holder. A
 * depth-first search finds cycles. A second look confirms each cycle: all its waits must still be
 * in the table.
 *
 * <p><b>No false alarm.</b> Let t be a moment after all first looks and before all second looks.
 *
 * <ol>
 *   <li>At t all threads of the cycle waited: each wait was found before t and after t, and a
 *       record never returns to the table.
 *   <li>The holder of each lock was read after the first look at the holder's own wait. That look
 *       made visible what the holder did before its wait. So a release before its wait would have
 *       been seen.
 *   <li>If the second look finds the holder's wait, the search has seen nothing that the holder did
 *       after this wait: {@link WaitTable#leave}, with a fence, comes before that, and the search
 *       runs a fence between the reads of holders and the second look.
 *   <li>So each thread held the lock when its own wait began. Only the thread itself can release
 *       the lock, and it does nothing until its wait ends, which is after t.
 * </ol>
 *
 * <p>So at t each thread waited for a lock that the next one held. Such a wait ends by an interrupt
 * or by a time limit, or not at all. Waits with a time limit, and those of interrupted threads, are
 * left out.
 *
 * <p>The search takes no lock and stops no thread. Only the stacks of a deadlock's threads are
 * taken, when it has been confirmed.
 */
public final class DeadlockFinder {

    /** A wait on the path of the search, and the waits of those that hold its lock. */
    private record Step(WaitRecord waiting, Iterator<WaitRecord> holders) {}

    private final IdentityHashMap<Thread, WaitRecord> waits = new IdentityHashMap<>();

    /** The waits that the search has met; true while they are on its path. */
    private final IdentityHashMap<WaitRecord, Boolean> met = new IdentityHashMap<>();

    private final List<List<WaitRecord>> cycles = new ArrayList<>();

    private DeadlockFinder() {}

    /** The present deadlocks. */
    public static List<Deadlock> find() {
        return cycles().stream().map(DeadlockFinder::describe).filter(Objects::nonNull).toList();
    }

    static List<List<WaitRecord>> cycles() {
        DeadlockFinder finder = new DeadlockFinder();
        finder.firstLook();
        for (WaitRecord wait : finder.waits.values()) {
            if (!finder.met.containsKey(wait)) {
                finder.search(wait);
            }
        }
        VarHandle.fullFence(); // the reads of holders were plain
        finder.cycles.removeIf(cycle -> !isStill(cycle));
        return finder.cycles;
    }

    /** Null if one of its waits has ended: by an interrupt, or because it was the victim. */
    static @Nullable Deadlock describe(List<WaitRecord> cycle) {
        List<Deadlock.Link> links = new ArrayList<>();
        for (WaitRecord wait : cycle) {
            Thread waiting = wait.thread();
            if (waiting == null) {
                return null;
            }
            links.add(wait.link(waiting));
        }
        return new Deadlock(links);
    }

    private void firstLook() {
        for (WaitRecord wait : WaitTable.waits()) {
            Thread waiting = wait.thread();
            if (waiting != null && wait.isForLock() && wait.isEndless()) {
                waits.put(waiting, wait);
            }
        }
    }

    /** The second look. */
    private static boolean isStill(List<WaitRecord> cycle) {
        return cycle.stream().allMatch(wait -> WaitTable.contains(wait) && wait.isEndless());
    }

    private void search(WaitRecord start) {
        Deque<Step> path = new ArrayDeque<>();
        path.addLast(step(start));
        while (!path.isEmpty()) {
            Step last = path.getLast();
            if (!last.holders().hasNext()) {
                met.put(last.waiting(), false);
                path.removeLast();
            } else {
                WaitRecord next = last.holders().next();
                Boolean onPath = met.get(next);
                if (onPath == null) {
                    path.addLast(step(next));
                } else if (onPath) {
                    cycles.add(from(next, path));
                }
            }
        }
    }

    private Step step(WaitRecord wait) {
        met.put(wait, true);
        List<Thread> holders = new ArrayList<>();
        wait.addHolders(holders);
        List<WaitRecord> next = new ArrayList<>();
        for (Thread holder : holders) {
            WaitRecord theirs = waits.get(holder);
            if (theirs != null) {
                next.add(theirs);
            }
        }
        return new Step(wait, next.iterator());
    }

    private static List<WaitRecord> from(WaitRecord first, Deque<Step> path) {
        List<WaitRecord> cycle = new ArrayList<>();
        for (Step step : path) {
            if (!cycle.isEmpty() || step.waiting() == first) {
                cycle.add(step.waiting());
            }
        }
        return cycle;
    }
}
