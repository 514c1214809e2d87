package org.furwock.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.Latency;
import org.furwock.bench.compare.Ratio;
import org.junit.jupiter.api.Test;

class ProgramTableTest {

    private static final List<ComparisonResult> RESULTS =
            List.of(
                    result("commons-pool2, fair", Environment.IDLE, 0.5),
                    result("logback, file appender", Environment.IDLE, 2),
                    result("logback, file appender", Environment.BUSY, 0.8));

    private static final List<Latency> LATENCIES =
            RESULTS.stream()
                    .flatMap(
                            result ->
                                    List.of(
                                            latency(result, "Furwock", 7_000, 450),
                                            latency(result, "JDK", 9_000_000, 500))
                                            .stream())
                    .toList();

    private static ComparisonResult result(String title, Environment environment, double ratio) {
        return new ComparisonResult(
                Family.PROGRAMS,
                title,
                environment,
                "Furwock",
                "JDK",
                1_000 * ratio,
                1_000,
                new Ratio(ratio, ratio, ratio),
                List.of(ratio));
    }

    private static Latency latency(
            ComparisonResult result, String contestant, long slowest, double processor) {
        return new Latency(
                Family.PROGRAMS,
                result.title(),
                result.environment(),
                contestant,
                100,
                1,
                2,
                3,
                slowest,
                slowest,
                List.of(),
                processor);
    }

    @Test
    void shouldShowSpeedSlowestOperationsAndProcessorTimeWithin80Columns() {
        String table = ProgramTable.render(RESULTS, LATENCIES);

        assertThat(table)
                .containsSubsequence(
                        "commons-pool2, fair",
                        "idle",
                        "2.00",
                        "2,000,000",
                        "7.0 us",
                        "9.0 ms",
                        "450.0 ns",
                        "500.0 ns")
                .containsSubsequence("logback, file appender", "idle", "0.50")
                .containsSubsequence("logback, file appender", "busy", "1.25");
        assertThat(table.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    }

    @Test
    void shouldMultiplyTheSpeedsOfEachEnvironment() {
        assertThat(ProgramTable.means(RESULTS))
                .containsOnlyKeys(Environment.IDLE, Environment.BUSY)
                .hasEntrySatisfying(
                        Environment.IDLE, mean -> assertThat(mean).isCloseTo(1, within(1e-9)))
                .hasEntrySatisfying(
                        Environment.BUSY, mean -> assertThat(mean).isCloseTo(1.25, within(1e-9)));
    }

    @Test
    void shouldBeEmptyWithoutPrograms() {
        assertThat(ProgramTable.render(List.of(), LATENCIES)).isEmpty();
    }

    @Test
    void shouldNotInventATimeThatWasNotMeasured() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ProgramTable.render(RESULTS, List.of()))
                .withMessageContaining("no operation was timed");
    }
}
