package org.furwock.bench.compare;

import org.HdrHistogram.Histogram;
import org.furwock.bench.jmh.RoundTrips;

/**
 * The result of one turn.
 *
 * @param nanos the time per operation
 * @param roundTrips the durations of the round trips; empty if the work has none
 * @param processorNanos the processor time per operation, 0 if it is not measured
 */
record Turn(double nanos, Histogram roundTrips, double processorNanos) {

    /** A turn without processor time. */
    Turn(double nanos, Histogram roundTrips) {
        this(nanos, roundTrips, 0);
    }

    /** A turn without round trips. */
    static Turn of(double nanos) {
        return new Turn(nanos, RoundTrips.empty());
    }
}
