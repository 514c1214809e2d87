package org.furwock.bench.compare;

import org.HdrHistogram.Histogram;
import org.furwock.bench.jmh.RoundTrips;

/**
 * What came of a turn.
 *
 * @param nanos the time per operation
 * @param roundTrips how long each round trip took; empty where the work has none
 */
record Turn(double nanos, Histogram roundTrips) {

    /** A turn without round trips. */
    static Turn of(double nanos) {
        return new Turn(nanos, RoundTrips.empty());
    }
}
