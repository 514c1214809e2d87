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
                                        12_345.6,
                                        1_000.1,
                                        99_999.9),
                                result(Family.PINGPONG, "", "LockSupport", 0.001, 0.0001, 123)));

        assertThat(table.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
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
                .contains(title, "Mutex /", peer)
                .doesNotContain("")
                .anySatisfy(line -> assertThat(line).startsWith(peer).endsWith("stay with"));
    }

    @Test
    void shouldShowTimesWithTheirUnitsAndTheRatioWithItsInterval() {
        String table =
                render(List.of(result(Family.UNCONTENDED, "", "ReentrantLock", 1.5, 1.25, 1.75)));

        assertThat(table).containsSubsequence("12.3ns", "4.6us", "1.50", "1.25 - 1.75");
    }

    @ParameterizedTest
    @CsvSource({
        "ReentrantLock, 0.50, 0.40, 0.60, 2.0 times as fast",
        "ReentrantLock, 0.90, 0.85, 0.95, 10 % less time",
        "ReentrantLock, 0.90, 0.80, 1.10, indistinguishable",
        "ReentrantLock, 1.01, 1.005, 1.02, the same within 3 %",
        "ReentrantLock, 1.20, 1.10, 1.30, stay with ReentrantLock",
        "synchronized, 9.00, 8.00, 9.50, stay with synchronized",
        "C, 2.13, 2.00, 2.30, costs 2.1 times as much",
        "C, 1.10, 1.05, 1.15, costs 10 % more"
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

        assertThat(render(List.of(missed))).containsSubsequence("0.50", "0.40 miss");
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
                .containsSubsequence("pingpong, Parker", "9.0 us", "11.0 us", "20.0 us", "1.5 ms");
        assertThat(memory.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
        assertThat(latencies.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
    }
}
