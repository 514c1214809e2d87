package org.furwock.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Family;
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
                "Mutex",
                peer,
                12.3,
                4_567.8,
                new Ratio(ratio, low, high),
                List.of(ratio));
    }

    @Test
    void shouldFitIntoItsWidthWhateverTheNumbers() {
        String table =
                ResultTable.render(
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
                ResultTable.render(
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
    void shouldShowTimesWithTheirUnitsAndTheRatioWithItsInterval() {
        String table =
                ResultTable.render(
                        List.of(result(Family.UNCONTENDED, "", "ReentrantLock", 1.5, 1.25, 1.75)));

        assertThat(table).containsSubsequence("12.3 ns", "4.6 us", "1.50", "1.25 - 1.75");
    }

    @ParameterizedTest
    @CsvSource({
        "ReentrantLock, 0.50, 0.40, 0.60, 2.0 times as fast",
        "ReentrantLock, 0.90, 0.85, 0.95, 10 % less time",
        "ReentrantLock, 0.90, 0.80, 1.10, not distinguishable",
        "ReentrantLock, 1.01, 1.005, 1.02, the same within 3 %",
        "ReentrantLock, 1.20, 1.10, 1.30, stay with ReentrantLock",
        "synchronized, 9.00, 8.00, 9.50, stay with synchronized",
        "C, 2.13, 2.00, 2.30, costs 2.1 times as much",
        "C, 1.10, 1.05, 1.15, costs 10 % more"
    })
    void shouldSayWhatToDo(String peer, double ratio, double low, double high, String verdict) {
        assertThat(ResultTable.verdict(result(Family.UNCONTENDED, "", peer, ratio, low, high)))
                .isEqualTo(verdict);
    }
}
