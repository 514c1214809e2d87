package org.furwock.watch;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.furwock.watch.LockGraph.Stack;
import org.jspecify.annotations.Nullable;

/**
 * A class of locks in a {@link LockGraph}, or a single lock, with its edges to others: the lock of
 * this node was held, and the other one asked for. Guarded by the graph, except where it says
 * otherwise.
 */
final class LockNode {

    /** A place in the sets of bits; no other node of the graph has it, while this one is there. */
    final int id;

    final String name;

    /** The place in the order, see {@link LockRanks}. */
    long rank;

    /** A bit for each node that an edge leads to. Also read by other threads, so it is replaced. */
    private volatile long[] known = {};

    /** Of each edge, in the order of the bits in {@link #known}. */
    private Stack[] stacks = {};

    /** A bit for each node from which an edge leads to this one. */
    private long[] sources = {};

    LockNode(int id, String name, long rank) {
        this.id = id;
        this.name = name;
        this.rank = rank;
    }

    /**
     * Whether there is an edge. Also without the graph's lock: a thread that misses a bit asks the
     * graph.
     */
    boolean knows(LockNode other) {
        return Bits.contains(known, other.id);
    }

    /** Those that edges lead to; not to be changed. */
    long[] targets() {
        return known;
    }

    /** Those from which edges lead to this one; not to be changed. */
    long[] sources() {
        return sources;
    }

    /** Adds an edge that is not there, or nothing if there is no memory. */
    void add(LockNode to, Stack stack) {
        int index = Bits.countBelow(known, to.id);
        Stack[] longer = Arrays.copyOf(stacks, stacks.length + 1);
        System.arraycopy(longer, index, longer, index + 1, stacks.length - index);
        longer[index] = stack;
        long[] more = Bits.with(known, to.id);
        to.sources = Bits.with(to.sources, id);
        stacks = longer;
        known = more;
    }

    /** The stack of an edge. */
    Stack stack(LockNode to) {
        return stacks[Bits.countBelow(known, to.id)];
    }

    /** Takes out all edges from and to this node, which no thread uses. */
    void removeAll(List<@Nullable LockNode> nodes) {
        for (int id = Bits.next(known, 0); id >= 0; id = Bits.next(known, id + 1)) {
            LockNode target = requireNonNull(nodes.get(id));
            target.sources = Bits.without(target.sources, this.id);
        }
        for (int id = Bits.next(sources, 0); id >= 0; id = Bits.next(sources, id + 1)) {
            requireNonNull(nodes.get(id)).remove(this);
        }
    }

    private void remove(LockNode to) {
        int index = Bits.countBelow(known, to.id);
        Stack[] shorter = Arrays.copyOf(stacks, stacks.length - 1);
        System.arraycopy(stacks, index + 1, shorter, index, shorter.length - index);
        long[] less = Bits.without(known, to.id);
        stacks = shorter;
        known = less;
    }

    @Override
    public String toString() {
        return name;
    }
}
