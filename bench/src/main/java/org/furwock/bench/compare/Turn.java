package org.furwock.bench.compare;

import org.HdrHistogram.Histogram;
import org.furwock.bench.jmh.RoundTrips;

/**
 * What came of a turn.
 *
 * @param nanos the time per operation
 * @param roundTrips how long each round trip took; empty where the work has none
 * @param processorNanos the processor time per operation, 0 where it is not measured
 */
record Turn(double nanos, Histogram roundTrips, double processorNanos) {

    /** A turn whose processor time is not measured. */
    Turn(double nanos, Histogram roundTrips) {
        this(nanos, roundTrips, 0);
    }

    /** A turn without round trips. */
    static Turn of(double nanos) {
        return new Turn(nanos, RoundTrips.empty());
    }
}
