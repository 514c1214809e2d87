package org.furwock.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import org.furwock.diagnostics.Deadlock;

/**
 * Finds circles of waits.
 *
 * <p><b>Algorithm.</b> First look: all waits of the table. Then the holders of the lock of each;
 * holders that wait themselves are the edges of a graph. Each circle that a depth-first search
 * finds is confirmed by a second look: all its waits must still be there, the same ones.
 *
 * <p><b>Why no circle is a false alarm.</b> Let all first looks be before t, and all second looks
 * after t. At t all threads of the circle waited, since each wait was found before and after t, and
 * it is the same wait. That a thread of the circle holds the lock of the one before it was read
 * after the first look at its wait. What it had done before that wait was visible then, so it still
 * held the lock when the wait began. Only the thread itself can release the lock, and it does
 * nothing until its wait ends, which was after t. So at t each thread waited for a lock that the
 * next one held. Such a wait ends by an interrupt or by a time limit, or not at all. Waits with a
 * time limit, and those of interrupted threads, are left out.
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

    private final List<List<WaitRecord>> circles = new ArrayList<>();

    private DeadlockFinder() {}

    /** The deadlocks of this moment. */
    public static List<Deadlock> find() {
        return circles().stream().map(DeadlockFinder::describe).toList();
    }

    static List<List<WaitRecord>> circles() {
        DeadlockFinder finder = new DeadlockFinder();
        finder.firstLook();
        for (WaitRecord wait : finder.waits.values()) {
            if (!finder.met.containsKey(wait)) {
                finder.search(wait);
            }
        }
        finder.circles.removeIf(circle -> !isStill(circle));
        return finder.circles;
    }

    static Deadlock describe(List<WaitRecord> circle) {
        return new Deadlock(circle.stream().map(WaitRecord::link).toList());
    }

    private void firstLook() {
        for (WaitRecord wait : WaitTable.waits()) {
            if (wait.isForLock() && wait.isEndless()) {
                waits.put(wait.thread, wait);
            }
        }
    }

    /** The second look. */
    private static boolean isStill(List<WaitRecord> circle) {
        return circle.stream().allMatch(wait -> WaitTable.contains(wait) && wait.isEndless());
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
                    circles.add(from(next, path));
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
        List<WaitRecord> circle = new ArrayList<>();
        for (Step step : path) {
            if (!circle.isEmpty() || step.waiting() == first) {
                circle.add(step.waiting());
            }
        }
        return circle;
    }
}
