package org.furwock.bench.jmh;

import org.openjdk.jmh.infra.Blackhole;

/**
 * What a lock protects: a count that only a correct lock keeps right, and a section of some length.
 *
 * <p>The count stands in the middle of an array, so that writing it does not take away the cache
 * line of anything that waiting threads read.
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

    /** How many visits there were, for readers. */
    long visits() {
        return padded[MIDDLE];
    }

    /** What a thread does between two visits. */
    static void pause(int pause) {
        if (pause > 0) {
            Blackhole.consumeCPU(pause);
        }
    }
}
