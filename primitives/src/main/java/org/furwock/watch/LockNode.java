package org.furwock.watch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.furwock.diagnostics.LockInversion.Step;

/** A class of locks in a {@link LockGraph}, or a single lock. */
final class LockNode {

    private static final int SHIFT = 6;

    /** An order that was seen: the lock of this node was held, and the other one asked for. */
    record Edge(LockNode to, Step step) {}

    final int id;
    final String name;

    /** Guarded by the graph. */
    final List<Edge> edges = new ArrayList<>();

    /**
     * A bit for the number of each node that {@link #edges} lead to. Written under the graph's
     * lock, read without: a thread that misses a bit asks the graph.
     */
    private volatile long[] known = {};

    LockNode(int id, String name) {
        this.id = id;
        this.name = name;
    }

    boolean knows(LockNode other) {
        long[] bits = known;
        int place = other.id >> SHIFT;
        return place < bits.length && (bits[place] & 1L << other.id) != 0;
    }

    /** Under the graph's lock. */
    void add(Edge edge) {
        edges.add(edge);
        int place = edge.to().id >> SHIFT;
        long[] bits = Arrays.copyOf(known, Math.max(known.length, place + 1));
        bits[place] |= 1L << edge.to().id;
        known = bits;
    }

    @Override
    public String toString() {
        return name;
    }
}
