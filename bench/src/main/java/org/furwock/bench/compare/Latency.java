package org.furwock.bench.compare;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * The durations of the round trips of one contestant.
 *
 * @param family the family of the work
 * @param title the case of that family
 * @param environment the environment of the work
 * @param contestant the name of the contestant
 * @param count the number of round trips
 * @param p50 nanoseconds that half of them do not exceed
 * @param p90 nanoseconds that 90 % do not exceed
 * @param p99 nanoseconds that 99 % do not exceed
 * @param p999 nanoseconds that 99.9 % do not exceed
 * @param max the longest
 * @param bins the histogram
 * @param processorNanos the processor time per operation, the median over all turns; 0 if it is not
 *     measured
 */
public record Latency(
        Family family,
        String title,
        Environment environment,
        String contestant,
        long count,
        long p50,
        long p90,
        long p99,
        long p999,
        long max,
        List<Bin> bins,
        double processorNanos) {

    private static final long FIRST_BIN_NANOS = 125;
    private static final double STEP = Math.pow(2, 0.25);

    /**
     * A column of the histogram.
     *
     * @param nanos its upper end
     * @param share of all round trips
     */
    public record Bin(long nanos, double share) {}

    /** Copies the list. */
    public Latency {
        bins = List.copyOf(bins);
    }

    /** A latency without processor time. */
    public Latency(
            Family family,
            String title,
            Environment environment,
            String contestant,
            long count,
            long p50,
            long p90,
            long p99,
            long p999,
            long max,
            List<Bin> bins) {
        this(family, title, environment, contestant, count, p50, p90, p99, p999, max, bins, 0);
    }

    /** The name in tables. */
    public String name() {
        String what = family == Family.PROGRAMS ? title + ", " + contestant : contestant;
        return environment == Environment.IDLE ? what : what + ", " + environment;
    }

    /** The columns of a histogram, four for each doubling of the time. */
    static Latency of(
            Family family,
            String title,
            Environment environment,
            String contestant,
            Histogram histogram,
            double processorNanos) {
        List<Bin> bins = new ArrayList<>();
        for (HistogramIterationValue value :
                histogram.logarithmicBucketValues(FIRST_BIN_NANOS, STEP)) {
            double share =
                    (double) value.getCountAddedInThisIterationStep() / histogram.getTotalCount();
            bins.add(new Bin(value.getValueIteratedTo(), share));
        }
        return new Latency(
                family,
                title,
                environment,
                contestant,
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(90),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getMaxValue(),
                bins,
                processorNanos);
    }
}
