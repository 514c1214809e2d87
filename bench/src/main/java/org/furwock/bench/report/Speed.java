package org.furwock.bench.report;

import org.furwock.bench.compare.Ratio;

/**
 * A ratio as all reports show it: how many times as fast as the peer ours is. Above 1 ours is
 * faster. Results keep the ratio of times, which is its inverse.
 *
 * @param median the middle one of the rounds
 * @param low the lower end of the confidence interval
 * @param high its upper end
 */
record Speed(double median, double low, double high) {

    static Speed of(Ratio ratio) {
        return new Speed(1 / ratio.median(), 1 / ratio.high(), 1 / ratio.low());
    }
}
