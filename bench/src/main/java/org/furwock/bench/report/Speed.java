package org.furwock.bench.report;

import org.furwock.bench.compare.Ratio;

/**
 * A ratio as all reports show it: our speed as a multiple of the peer's. Above 1, our class is
 * faster. Results store the ratio of times, which is the inverse.
 *
 * @param median the median of the rounds
 * @param low the lower end of the confidence interval
 * @param high its upper end
 */
record Speed(double median, double low, double high) {

    static Speed of(Ratio ratio) {
        return new Speed(1 / ratio.median(), 1 / ratio.high(), 1 / ratio.low());
    }
}
