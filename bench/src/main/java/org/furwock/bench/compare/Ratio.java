package org.furwock.bench.compare;

/**
 * The ratio of the times of two works: below 1 the first one takes less.
 *
 * @param median the middle one of the rounds' ratios
 * @param low the lower end of the confidence interval
 * @param high its upper end
 */
public record Ratio(double median, double low, double high) {

    /** A smaller difference from 1 decides nothing, even if it is certain. */
    private static final double IMMATERIAL = 0.03;

    /** The verdict on a ratio. */
    public enum Verdict {
        /** It takes less time. */
        FASTER,
        /** It takes more time. */
        SLOWER,
        /** There is a difference, and it is too small to matter. */
        SAME,
        /** The rounds do not agree that there is a difference. */
        UNDECIDED
    }

    /** The verdict on this ratio. */
    public Verdict verdict() {
        if (low <= 1 && high >= 1) {
            return Verdict.UNDECIDED;
        }
        if (Math.abs(median - 1) <= IMMATERIAL) {
            return Verdict.SAME;
        }
        return median < 1 ? Verdict.FASTER : Verdict.SLOWER;
    }
}
