package org.furwock.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.furwock.diagnostics.LockInversion;
import org.furwock.diagnostics.LockInversion.Step;
import org.jspecify.annotations.Nullable;

/**
 * The orders in which threads have acquired locks.
 *
 * <p><b>Algorithm.</b> A directed graph of classes of locks. An edge from A to B says that a thread
 * held A and asked for B. Before an edge is added, a search from B finds whether there is a path to
 * A already: then the path and the new edge contradict each other. Nodes and edges are kept for
 * ever; beyond {@value #MOST} nodes, further ones are not checked.
 *
 * <p><b>No inversion is overlooked.</b> Search and addition are one step, under the monitor of the
 * graph. So of all edges of a cycle, one comes last, and its search finds the others. The look
 * without the monitor ({@link LockNode#knows}) is true only for edges that are in the graph.
 *
 * <p><b>Source.</b> Linux, Documentation/locking/lockdep-design. <b>Differs:</b> a thread that asks
 * for a lock adds an edge from each lock that it holds, so that every inversion of two locks has
 * its two stacks; locks of one class are compared one by one.
 */
final class LockGraph {

    static final LockGraph SHARED = new LockGraph();

    /** Of classes, and as many of single locks. */
    static final int MOST = 4096;

    private final Map<String, LockNode> classes = new HashMap<>();

    /** Written under the monitor; at the limit, no lock needs the monitor for a node. */
    private volatile int singles;

    /** The node of a class; null if there are too many. */
    synchronized @Nullable LockNode nodeOf(String lockClass) {
        LockNode node = classes.get(lockClass);
        if (node == null && classes.size() < MOST) {
            node = new LockNode(classes.size() + singles, lockClass);
            classes.put(lockClass, node);
        }
        return node;
    }

    /** The node of a single lock; null if there are too many. */
    private @Nullable LockNode ownNode(OrderedLock lock) {
        LockNode node = lock.own;
        return node == null && singles < MOST ? makeOwnNode(lock) : node;
    }

    private synchronized @Nullable LockNode makeOwnNode(OrderedLock lock) {
        LockNode node = lock.own;
        LockNode ofClass = lock.node;
        if (node == null && ofClass != null && singles < MOST) {
            int number = singles + 1;
            node = new LockNode(classes.size() + singles, ofClass.name + " #" + number);
            singles = number;
            lock.own = node;
        }
        return node;
    }

    /**
     * Adds the order of two locks.
     *
     * @param where the step with the caller's stack
     * @param keep whether to add the order also if it contradicts another one
     * @return the contradiction, if there is one and the order was not known
     */
    @Nullable LockInversion see(
            OrderedLock held, OrderedLock wanted, Supplier<Stack> where, boolean keep) {
        LockNode from = held.node;
        LockNode to = wanted.node;
        if (from == to) {
            from = ownNode(held);
            to = ownNode(wanted);
        }
        return from == null || to == null || from.knows(to) ? null : see(from, to, where, keep);
    }

    /** A thread's name and its stack. */
    record Stack(String thread, List<StackTraceElement> frames) {}

    synchronized @Nullable LockInversion see(
            LockNode from, LockNode to, Supplier<Stack> where, boolean keep) {
        if (from.knows(to)) {
            return null;
        }
        Stack stack = where.get();
        Step step = new Step(from.name, to.name, stack.thread(), stack.frames());
        List<Step> path = path(to, from);
        if (path == null || keep) {
            from.add(new LockNode.Edge(to, step));
        }
        if (path == null) {
            return null;
        }
        path.add(step);
        return new LockInversion(path);
    }

    /** The steps from one node to another; null if there is no way. */
    private static @Nullable List<Step> path(LockNode from, LockNode to) {
        Map<LockNode, Arrival> arrivals = new HashMap<>();
        Set<LockNode> met = new HashSet<>(Set.of(from));
        Deque<LockNode> open = new ArrayDeque<>(met);
        while (!open.isEmpty()) {
            LockNode node = open.removeFirst();
            for (LockNode.Edge edge : node.edges) {
                if (met.add(edge.to())) {
                    arrivals.put(edge.to(), new Arrival(node, edge.step()));
                    open.addLast(edge.to());
                }
            }
        }
        return met.contains(to) ? walkBack(from, to, arrivals) : null;
    }

    private record Arrival(LockNode from, Step step) {}

    private static List<Step> walkBack(
            LockNode from, LockNode to, Map<LockNode, Arrival> arrivals) {
        List<Step> steps = new ArrayList<>();
        for (LockNode node = to; node != from; ) {
            Arrival arrival = arrivals.get(node);
            if (arrival == null) {
                throw new AssertionError("no way back from " + node);
            }
            steps.add(arrival.step());
            node = arrival.from();
        }
        Collections.reverse(steps);
        return steps;
    }
}
