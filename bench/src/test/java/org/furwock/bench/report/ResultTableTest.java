package org.furwock.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.Grid;
import org.furwock.bench.compare.Latency;
import org.furwock.bench.compare.Ratio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultTableTest {

    private static ComparisonResult result(
            Family family, String title, String peer, double ratio, double low, double high) {
        return new ComparisonResult(
                family,
                title,
                Environment.IDLE,
                "Mutex",
                peer,
                12.3,
                4_567.8,
                new Ratio(ratio, low, high),
                List.of(ratio));
    }

    private static String render(List<ComparisonResult> results) {
        return ResultTable.render(results, "jna");
    }

    @Test
    void shouldFitIntoItsWidthWhateverTheNumbers() {
        String table =
                render(
                        List.of(
                                result(
                                        Family.CONTENDED,
                                        "16 threads, section 200, pause 2000",
                                        "ReentrantReadWriteLock of a long name",
                                        0.0001,
                                        0.00001,
                                        0.0009),
                                result(Family.PINGPONG, "", "LockSupport", 0.001, 0.0001, 123)));

        assertThat(table.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
        assertThat(table).contains(">999 - >999");
    }

    @Test
    void shouldShowFamiliesInTheirOrderAndEachTitleOnce() {
        String title = "2 threads, section 20, pause 0";
        String table =
                render(
                        List.of(
                                result(Family.PINGPONG, "", "C", 1.5, 1.4, 1.6),
                                result(Family.CONTENDED, title, "ReentrantLock", 0.5, 0.4, 0.6),
                                result(Family.CONTENDED, title, "synchronized", 0.5, 0.4, 0.6)));

        assertThat(table)
                .containsSubsequence(
                        "Contended:",
                        title,
                        "  Mutex / ReentrantLock",
                        "  Mutex / synchronized",
                        "Ping-pong:",
                        "Mutex / C");
        assertThat(table).containsOnlyOnce(title).doesNotContain("System call");
    }

    @Test
    void shouldNeitherBreakWordsNorLeaveLinesEmpty() {
        String title = "16 threads, section 200, pause 2000";
        String peer = "ReentrantReadWriteLock";
        String table = render(List.of(result(Family.CONTENDED, title, peer, 1.5, 1.4, 1.6)));

        assertThat(table.lines().map(String::strip))
                .contains(title)
                .doesNotContain("")
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .startsWith("Mutex / " + peer)
                                        .endsWith("stay: 33 % slower"));
    }

    @Test
    void shouldShowTheSpeedWithItsIntervalAndTimesWithTheirUnits() {
        String table =
                render(List.of(result(Family.UNCONTENDED, "", "ReentrantLock", 1.5, 1.25, 1.75)));

        assertThat(table).containsSubsequence("0.67", "0.57 - 0.80", "12.3ns", "4.6us");
    }

    @ParameterizedTest
    @CsvSource({
        "ReentrantLock, 0.50, 0.40, 0.60, 2.00 times as fast",
        "ReentrantLock, 0.90, 0.85, 0.95, 11 % faster",
        "ReentrantLock, 0.90, 0.80, 1.10, indistinguishable",
        "ReentrantLock, 1.01, 1.005, 1.02, same within 3 %",
        "ReentrantLock, 1.25, 1.10, 1.30, stay: 20 % slower",
        "synchronized, 4.00, 3.00, 9.50, stay: 75 % slower",
        "C, 2.00, 1.90, 2.30, 50 % slower"
    })
    void shouldSayWhatToDo(String peer, double ratio, double low, double high, String verdict) {
        assertThat(Verdicts.of(result(Family.UNCONTENDED, "", peer, ratio, low, high)))
                .isEqualTo(verdict);
    }

    @Test
    void shouldShowTheTargetAndHowItStands() {
        ComparisonResult missed =
                new ComparisonResult(
                        Family.BARRIER,
                        "8 parties",
                        Environment.IDLE,
                        "Barrier",
                        "CyclicBarrier",
                        50,
                        100,
                        new Ratio(0.5, 0.45, 0.55),
                        List.of(0.5));

        assertThat(render(List.of(missed))).containsSubsequence("2.00", "target 2.50 miss");
    }

    @Test
    void shouldSummarizeTheGridByItsGeometricMeanAndItsWorstCell() {
        assertThat(
                        ResultTable.summary(
                                List.of(
                                        result(
                                                Family.CONTENDED,
                                                "2 threads, section 0, pause 0",
                                                "ReentrantLock",
                                                0.25,
                                                0.2,
                                                0.3),
                                        result(
                                                Family.CONTENDED,
                                                "4 threads, section 0, pause 0",
                                                "ReentrantLock",
                                                1.0,
                                                0.9,
                                                1.1))))
                .singleElement()
                .asString()
                .contains(
                        "over 2 contended cells", "2.00 on geometric average", "1.00 in the worst");
    }

    @Test
    void shouldSummarizeTheFairGridByItself() {
        assertThat(ResultTable.summary(List.of(fair(2, 0.25), fair(4, 4), fair(16, 0.125))))
                .singleElement()
                .asString()
                .contains(
                        "FutexReentrantLock, fair / ReentrantLock, fair over 3 fair cells",
                        "2.00 on geometric average",
                        "0.25 in the worst");
    }

    private static ComparisonResult fair(int threads, double ratio) {
        return new ComparisonResult(
                Family.FAIR,
                new Grid.Cell(threads, 20, 0).title(),
                Environment.IDLE,
                "FutexReentrantLock, fair",
                "ReentrantLock, fair",
                12.3,
                4_567.8,
                new Ratio(ratio, ratio, ratio),
                List.of(ratio));
    }

    @Test
    void shouldShowBytesAndRoundTripsWithinItsWidth() {
        String memory = ResultTable.memory(List.of(new MemoryUse("Mutex", 24, 64, 0.1)));
        String latencies =
                ResultTable.latencies(
                        List.of(
                                new Latency(
                                        Family.PINGPONG,
                                        "",
                                        Environment.IDLE,
                                        "Parker",
                                        10,
                                        9_000,
                                        11_000,
                                        20_000,
                                        1_500_000,
                                        900_000_000,
                                        List.of())));

        assertThat(memory).containsSubsequence("Mutex", "24.0", "64.0", "0.1");
        assertThat(latencies)
                .containsSubsequence("pingpong", "Parker", "9.0us", "11.0us", "20.0us", "1.5ms");
        assertThat(memory.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
        assertThat(latencies.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    }
}
