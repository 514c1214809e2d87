package org.furwock.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The buckets of times, and the percentiles that they give. */
class HistogramTest {

    @Test
    void shouldPutEachTimeIntoOneBucketInOrder() {
        for (int bucket = 0; bucket < Histogram.BUCKETS - 1; bucket++) {
            long end = Histogram.upperEnd(bucket);
            if (end == Long.MAX_VALUE) {
                return; // no time is longer
            }
            assertThat(Histogram.bucket(end)).isEqualTo(bucket);
            assertThat(Histogram.bucket(end + 1)).isEqualTo(bucket + 1);
        }
    }

    @Test
    void shouldKnowTheLongestTimeExactly() {
        Histogram histogram = new Histogram();
        histogram.add(1_001, 1);
        histogram.see(5_001);
        histogram.add(3_001, 2);
        histogram.add(-1, 1); // a clock that went back

        Times times = histogram.snapshot();

        assertThat(times.count()).isEqualTo(4);
        assertThat(times.total()).isEqualTo(Duration.ofNanos(1_001 + 2 * 3_001));
        assertThat(times.longest()).isEqualTo(Duration.ofNanos(5_001));
    }

    @Test
    void shouldGiveThePercentileOfTheBucketThatHoldsIt() {
        Histogram histogram = new Histogram();
        histogram.add(1, 1);
        histogram.add(3, 2);
        histogram.add(1_000, 1);

        Times times = histogram.snapshot();

        assertThat(times.percentile(0)).isEqualTo(Duration.ofNanos(1));
        assertThat(times.percentile(25)).isEqualTo(Duration.ofNanos(1));
        assertThat(times.percentile(25.1)).isEqualTo(Duration.ofNanos(3));
        assertThat(times.percentile(75)).isEqualTo(Duration.ofNanos(3));
        assertThat(times.percentile(100)).isEqualTo(Duration.ofNanos(1_000));
        assertThat(new Histogram().snapshot().percentile(50)).isEqualTo(Duration.ZERO);
        assertThatThrownBy(() -> times.percentile(100.1)).hasMessageContaining("100.1");
        assertThatThrownBy(() -> times.percentile(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
