package org.furwock.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.HdrHistogram.Histogram;
import org.furwock.bench.jmh.RoundTrips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CPeerProcessTest {

    @Test
    void shouldDivideTheTimeByTheOperations() throws IOException {
        CPeerProcess.Answer answer = CPeerProcess.parse("200 5000", "mutex");

        assertThat(answer.nanosPerOperation()).isEqualTo(25);
        Histogram none = RoundTrips.empty();
        answer.recordRoundTrips(none);
        assertThat(none.getTotalCount()).isZero();
    }

    @Test
    void shouldReadTheRoundTripsThatFollow() throws IOException {
        Histogram histogram = RoundTrips.empty();

        CPeerProcess.parse("3 30000 9000 10000 11000", "pingpong").recordRoundTrips(histogram);

        assertThat(histogram.getTotalCount()).isEqualTo(3);
        assertThat(histogram.valuesAreEquivalent(histogram.getMaxValue(), 11_000)).isTrue();
    }

    @Test
    void shouldReadAsManyRoundTripsAsThereCanBe() throws IOException {
        Histogram histogram = RoundTrips.empty();

        CPeerProcess.parse("4096 1" + " 123456".repeat(4096), "pingpong")
                .recordRoundTrips(histogram);

        assertThat(histogram.getTotalCount()).isEqualTo(4096);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "FUTEX_WAIT: Bad address", "12", "1 2 x"})
    void shouldSayWhatTheProgramSaidInstead(String answer) {
        assertThatIOException()
                .isThrownBy(() -> CPeerProcess.parse(answer, "barrier8"))
                .withMessageContaining("barrier8")
                .withMessageContaining(String.valueOf(answer));
    }
}
