package org.furwock.bench.jmh;

import org.openjdk.jmh.infra.Blackhole;

/**
 * The data and work that a lock protects: a count that only a correct lock keeps right, and a
 * section of some length.
 *
 * <p>The count is in the middle of an array, so that a write to it does not invalidate a cache line
 * that waiting threads read.
 */
final class Guarded {

    private static final int MIDDLE = 32;

    private final long[] padded = new long[2 * MIDDLE];

    /** One visit, with the lock held. */
    void visit(int section) {
        padded[MIDDLE]++;
        if (section > 0) {
            Blackhole.consumeCPU(section);
        }
    }

    /** The number of visits, for readers. */
    long visits() {
        return padded[MIDDLE];
    }

    /** The work of a thread between two visits. */
    static void pause(int pause) {
        if (pause > 0) {
            Blackhole.consumeCPU(pause);
        }
    }
}
