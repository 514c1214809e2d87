package org.furwock.bench.compare;

/**
 * How the time of one work relates to that of another: below 1 the first takes less.
 *
 * @param median the middle one of the rounds' ratios
 * @param low the lower end of the confidence interval
 * @param high its upper end
 */
public record Ratio(double median, double low, double high) {

    /** Nearer to 1 than this, a difference is nothing to decide by, however surely it is there. */
    private static final double IMMATERIAL = 0.03;

    /** What can be said. */
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

    /** What can be said. */
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
