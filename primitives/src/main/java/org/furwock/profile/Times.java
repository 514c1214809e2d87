package org.furwock.profile;

import java.time.Duration;
import java.util.Arrays;

/**
 * Measured times, as a histogram. Immutable.
 *
 * @since 1.0
 */
public final class Times {

    private final long[] counts;
    private final long totalNanos;
    private final long longestNanos;

    Times(long[] counts, long totalNanos, long longestNanos) {
        this.counts = counts;
        this.totalNanos = totalNanos;
        this.longestNanos = longestNanos;
    }

    /** The number of times. */
    public long count() {
        return Arrays.stream(counts).sum();
    }

    /** The sum of the times. */
    public Duration total() {
        return Duration.ofNanos(totalNanos);
    }

    /** The longest one; zero if there is none. */
    public Duration longest() {
        return Duration.ofNanos(longestNanos);
    }

    /**
     * The percentile: the time that so many percent of the times do not exceed. It is at most a
     * fifth too long. Zero if there are no times.
     *
     * @param percent between 0 and 100
     * @throws IllegalArgumentException if it is not
     */
    public Duration percentile(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("not a percentage: " + percent);
        }
        long rank = Math.max((long) Math.ceil(count() * percent / 100), 1);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Duration.ofNanos(Math.min(Histogram.upperEnd(i), longestNanos));
            }
        }
        return Duration.ZERO;
    }

    @Override
    public String toString() {
        return count() + " times, median " + percentile(50) + ", longest " + longest();
    }
}
