package org.furwock.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An order of the nodes of a {@link LockGraph}: almost all edges lead from a lower rank to a higher
 * one. So most new edges close no cycle, and two numbers tell this. Guarded by the graph.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>No two nodes have the same rank.
 *   <li>An edge that leads to a lower rank starts from a rank that is not above {@code highest}. As
 *       long as no contradiction was kept, there is no such edge.
 * </ol>
 *
 * <p><b>A way</b> from y to x does not leave the nodes whose rank is at most the larger one of x's
 * and {@code highest}: above it, all edges lead up. So there is none if y is above that, and a
 * search elsewhere need not look above it.
 *
 * <p><b>A new edge</b> from x to y with the ranks the wrong way round, and without a way from y to
 * x, changes the ranks from y's to x's. The nodes there with a way to x go before those with a way
 * from y: no node has both. Together they keep the ranks that they had, so the former only go down,
 * and the latter only go up. An edge that led up still does: where one of its ends moves towards
 * the other, that end moves too, and their order stays. A node that leaves leaves its rank out.
 *
 * <p><b>Source.</b> Pearce and Kelly, "A Dynamic Topological Sort Algorithm for Directed Acyclic
 * Graphs", ACM Journal of Experimental Algorithmics 11, article 1.7, 2006. <b>Differs:</b>
 * contradictions may be kept; the way is searched breadth first, for it is to be the shortest.
 */
final class LockRanks {

    /** The nodes by their id; the graph's own list. */
    private final List<@Nullable LockNode> nodes;

    private long next;
    private long highest = -1;

    /** The nodes that searches have met. */
    private long visits;

    LockRanks(List<@Nullable LockNode> nodes) {
        this.nodes = nodes;
    }

    long visits() {
        return visits;
    }

    /** Of a new node without edges. */
    long newRank() {
        return next++;
    }

    /** The nodes of a shortest way, with both ends; null if there is none. */
    @Nullable List<LockNode> way(LockNode from, LockNode to) {
        long bound = Math.max(to.rank, highest);
        if (from.rank > bound) {
            return null;
        }
        @Nullable LockNode[] before = new @Nullable LockNode[nodes.size()];
        long[] met = Bits.with(new long[1 + nodes.size() / Long.SIZE], from.id);
        Deque<LockNode> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty() && !Bits.contains(met, to.id)) {
            LockNode node = open.removeFirst();
            long[] found = Bits.moveNew(node.targets(), met);
            for (int id = Bits.next(found, 0); id >= 0; id = Bits.next(found, id + 1)) {
                visits++;
                LockNode target = node(id);
                before[id] = node;
                if (target.rank <= bound) {
                    open.addLast(target);
                }
            }
        }
        return Bits.contains(met, to.id) ? walkBack(from, to, before) : null;
    }

    private static List<LockNode> walkBack(
            LockNode from, LockNode to, @Nullable LockNode[] before) {
        Deque<LockNode> way = new ArrayDeque<>(List.of(to));
        for (LockNode node = to; node != from; ) {
            node = before[node.id];
            if (node == null) {
                throw new AssertionError("no way back from " + way.getFirst());
            }
            way.addFirst(node);
        }
        return List.copyOf(way);
    }

    /** By a new edge, before it is added. */
    void admit(LockNode from, LockNode to, boolean closesNoCycle) {
        if (from.rank > to.rank) {
            if (closesNoCycle) {
                reorder(from, to);
            } else {
                highest = Math.max(highest, from.rank);
            }
        }
    }

    private void reorder(LockNode from, LockNode to) {
        long bottom = to.rank;
        long top = from.rank;
        List<LockNode> affected = affected(from, LockNode::sources, bottom, top);
        affected.addAll(affected(to, LockNode::targets, bottom, top));
        long[] pool = affected.stream().mapToLong(node -> node.rank).sorted().toArray();
        for (int i = 0; i < pool.length; i++) { // from here on without allocation
            affected.get(i).rank = pool[i];
        }
        if (highest >= bottom) {
            highest = Math.max(highest, top);
        }
    }

    /** A node and those between two ranks that edges lead to, or from; in their order. */
    private List<LockNode> affected(
            LockNode first, Function<LockNode, long[]> edges, long bottom, long top) {
        List<LockNode> found = new ArrayList<>(List.of(first));
        long[] met = Bits.with(new long[1 + nodes.size() / Long.SIZE], first.id);
        for (int i = 0; i < found.size(); i++) {
            LockNode node = found.get(i);
            long[] next = Bits.moveNew(edges.apply(node), met);
            for (int id = Bits.next(next, 0); id >= 0; id = Bits.next(next, id + 1)) {
                visits++;
                LockNode other = node(id);
                if (bottom <= other.rank && other.rank <= top) {
                    found.add(other);
                }
            }
        }
        found.sort(Comparator.comparingLong(node -> node.rank));
        return found;
    }

    private LockNode node(int id) {
        LockNode node = nodes.get(id);
        if (node == null) {
            throw new AssertionError("an edge to a node that has left: " + id);
        }
        return node;
    }
}
