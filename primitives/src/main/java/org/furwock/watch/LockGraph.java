package org.furwock.watch;

import static java.util.Objects.requireNonNull;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.furwock.diagnostics.LockInversion;
import org.furwock.diagnostics.LockInversion.Step;
import org.furwock.futex.lowlevel.Log;
import org.jspecify.annotations.Nullable;

/**
 * The orders in which threads have acquired locks.
 *
 * <p><b>Algorithm.</b> A directed graph of classes of locks. An edge from A to B says that a thread
 * held A and asked for B. Before it adds an edge, {@link LockRanks} tests whether there is a path
 * from B to A already. If so, the path and the new edge contradict each other. In a program without
 * contradictions, the comparison of two numbers answers this for most edges.
 *
 * <p><b>Bounds.</b> Classes are kept for ever. The node of a single lock is removed, with its
 * edges, when the lock has been collected: no thread can wait for it any more. There are at most
 * {@value #MOST} nodes of each kind; further locks are not checked. An edge takes two bits and a
 * reference to its stack, which edges with equal stacks share. At most {@value #MOST_STACKS}
 * different stacks are kept; without a stack, an order is still checked. When a bound is first
 * reached, the log says so.
 *
 * <p><b>No inversion is overlooked.</b> Search and addition are one step, under the monitor of the
 * graph. So of all edges of a cycle, one comes last, and its search finds the others. The test
 * without the monitor ({@link LockNode#knows}) is true only for edges that are in the graph. A bit
 * passes to another lock only after its lock has been collected and all copies of the bit are
 * cleared. A thread that tests has a reference to both locks, so they are not collected.
 *
 * <p><b>Source.</b> Linux, Documentation/locking/lockdep-design. <b>Differs:</b> a thread that asks
 * for a lock adds an edge from each lock that it holds, so that every inversion of two locks has
 * its two stacks; locks of one class are compared one by one.
 */
final class LockGraph {

    static final LockGraph SHARED = new LockGraph();

    /** The most nodes of classes, and the most nodes of single locks. */
    static final int MOST = 4096;

    static final int MOST_STACKS = 8192;

    /** The stack of an order that was seen when there were too many stacks. */
    private static final Stack NOT_KEPT = new Stack("(not kept)", List.of());

    /** A bound, and whether it was reached. */
    private static final class Bound {

        private final AtomicBoolean isReported = new AtomicBoolean();
        private final String line;

        Bound(String line) {
            this.line = line;
        }

        /** Not under the monitor of the graph: the log is the program's code. */
        void report() {
            if (!isReported.get() && isReported.compareAndSet(false, true)) {
                Log.warn(LockInversion.class, WatchOptions.ORDER_PROPERTY + ": " + line);
            }
        }
    }

    private final Bound mostClasses =
            new Bound(
                    "locks have "
                            + MOST
                            + " creation sites and names. Locks with others are not checked.");
    private final Bound mostSingles =
            new Bound(
                    MOST
                            + " locks were compared with others of the same creation site or name."
                            + " Further ones are not, until some of these are collected.");
    private final Bound mostStacks =
            new Bound(
                    MOST_STACKS
                            + " different stacks are kept. Reports show no stack of an order that"
                            + " is seen for the first time from now on.");

    private final Map<String, LockNode> classes = new HashMap<>();

    /** All nodes by their id. */
    private final List<@Nullable LockNode> nodes = new ArrayList<>();

    private final LockRanks ranks = new LockRanks(nodes);

    /** One of equal stacks, as long as an edge refers to it. */
    private final Map<Stack, WeakReference<Stack>> stacks = new WeakHashMap<>();

    /** Of single locks that have been collected. */
    private final ReferenceQueue<OrderedLock> ended = new ReferenceQueue<>();

    /**
     * Written under the monitor; at the limit, no lock needs the monitor for a node. Threads that
     * ask at the same time may exceed the limit by their number.
     */
    private volatile int singles;

    private long numbered;

    /** A single lock, for its node. */
    private static final class Single extends WeakReference<OrderedLock> {

        private final LockNode node;

        Single(OrderedLock lock, LockNode node, ReferenceQueue<OrderedLock> ended) {
            super(lock, ended);
            this.node = node;
        }
    }

    /** The references to the single locks, by the id of the node: they must not be collected. */
    private final Map<Integer, Single> owners = new HashMap<>();

    /** The node of a class; null if there are too many. */
    @Nullable LockNode nodeOf(String lockClass) {
        LockNode node = makeClass(lockClass);
        if (node == null) {
            mostClasses.report();
        }
        return node;
    }

    private synchronized @Nullable LockNode makeClass(String lockClass) {
        LockNode node = classes.get(lockClass);
        if (node == null && classes.size() < MOST) {
            node = newNode(lockClass);
            classes.put(lockClass, node);
        }
        return node;
    }

    /** In the first place that is free. */
    private LockNode newNode(String name) {
        int id = nodes.indexOf(null);
        LockNode node = new LockNode(id < 0 ? nodes.size() : id, name, ranks.newRank());
        if (id < 0) {
            nodes.add(node);
        } else {
            nodes.set(id, node);
        }
        return node;
    }

    /** The node of a single lock; null if there are too many. */
    private @Nullable LockNode ownNode(OrderedLock lock) {
        LockNode node = lock.own;
        if (node == null) {
            Reference<?> gone = ended.poll();
            if (gone != null) {
                forget(gone);
            }
            node = singles < MOST ? makeOwnNode(lock) : null;
            if (node == null) {
                mostSingles.report();
            }
        }
        return node;
    }

    private synchronized @Nullable LockNode makeOwnNode(OrderedLock lock) {
        LockNode node = lock.own;
        LockNode ofClass = lock.node;
        if (node == null && ofClass != null) {
            node = newNode(ofClass.name + " #" + ++numbered);
            owners.put(node.id, new Single(lock, node, ended));
            singles++;
            lock.own = node;
        }
        return node;
    }

    /** Removes all locks that have been collected. */
    synchronized void forget(Reference<?> first) {
        for (Reference<?> gone = first; gone != null; gone = ended.poll()) {
            if (gone instanceof Single single) {
                LockNode node = single.node;
                node.removeAll(nodes);
                owners.remove(node.id);
                nodes.set(node.id, null);
                singles--;
            }
        }
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
        return from == null || to == null || from.knows(to)
                ? null
                : see(from, to, where.get(), keep);
    }

    /** A thread's name and its stack. */
    record Stack(String thread, List<StackTraceElement> frames) {}

    @Nullable LockInversion see(LockNode from, LockNode to, Stack stack, boolean keep) {
        LockInversion inversion = null;
        Stack kept = stack;
        synchronized (this) {
            if (from.knows(to)) {
                return null;
            }
            List<LockNode> way = ranks.way(to, from);
            if (way != null) {
                inversion = inversion(way, step(from, to, stack));
            }
            if (way == null || keep) {
                kept = shared(stack);
                ranks.admit(from, to, way == null);
                from.add(to, kept);
            }
        }
        if (kept == NOT_KEPT) {
            mostStacks.report();
        }
        return inversion;
    }

    private Stack shared(Stack stack) {
        WeakReference<Stack> known = stacks.get(stack);
        Stack same = known == null ? null : known.get();
        if (same == null && stacks.size() < MOST_STACKS) {
            same = stack;
            stacks.put(same, new WeakReference<>(same));
        }
        return same == null ? NOT_KEPT : same;
    }

    private static Step step(LockNode from, LockNode to, Stack stack) {
        return new Step(from.name, to.name, stack.thread(), stack.frames());
    }

    private static LockInversion inversion(List<LockNode> way, Step last) {
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i < way.size(); i++) {
            LockNode from = way.get(i - 1);
            LockNode to = way.get(i);
            steps.add(step(from, to, from.stack(to)));
        }
        steps.add(last);
        return new LockInversion(steps);
    }

    // For tests.

    /** To the lock of a node. */
    synchronized Reference<OrderedLock> reference(LockNode node) {
        return requireNonNull(owners.get(node.id));
    }

    /** The nodes that searches have met. */
    synchronized long visits() {
        return ranks.visits();
    }

    synchronized int stackCount() {
        return stacks.size();
    }

    int singleCount() {
        return singles;
    }
}
