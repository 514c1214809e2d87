package org.furwock.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.furwock.bench.report.JsonReport.Saved;
import org.furwock.bench.report.JsonReport.SavedResult;
import org.furwock.bench.report.ReportDiff.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReportDiffTest {

    private static SavedResult result(String title, List<Double> rounds) {
        return new SavedResult("barrier", title, "idle", "Barrier", "Phaser", rounds);
    }

    private static Saved saved(SavedResult... results) {
        return new Saved("today", "JDK", "jna", List.of(results));
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of(List.of(1.0, 1.01, 0.99), List.of(0.5, 0.51, 0.49), Change.BETTER),
                Arguments.of(List.of(0.5, 0.51, 0.49), List.of(1.0, 1.01, 0.99), Change.WORSE),
                // Twice as much, but the rounds differ more than that among themselves.
                Arguments.of(List.of(0.3, 1.0, 3.0), List.of(0.6, 2.0, 6.0), Change.NONE),
                // Sure, and too small to act on.
                Arguments.of(
                        List.of(1.0, 1.0001, 0.9999), List.of(1.02, 1.0201, 1.0199), Change.NONE),
                // One round has no spread.
                Arguments.of(List.of(1.0), List.of(0.1), Change.NONE));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void shouldTellAChangeFromChance(List<Double> before, List<Double> after, Change change) {
        assertThat(ReportDiff.of(saved(result("8", before)), saved(result("8", after))))
                .singleElement()
                .extracting(ReportDiff.Row::change)
                .isEqualTo(change);
    }

    @Test
    void shouldShowWhatIsThereInOneReportOnly() {
        List<Double> rounds = List.of(0.9, 1.1);

        List<ReportDiff.Row> rows =
                ReportDiff.of(
                        saved(result("old", rounds), result("both", rounds)),
                        saved(result("new", rounds), result("both", rounds)));

        assertThat(rows)
                .extracting(ReportDiff.Row::change)
                .containsExactly(Change.ADDED, Change.NONE, Change.REMOVED);
        assertThat(rows).first().satisfies(row -> assertThat(row.before()).isNaN());
    }

    @Test
    void shouldPrintRowsWithinTheWidthOfATable() {
        String table =
                ResultTable.render(
                        ReportDiff.of(
                                saved(result("32 parties", List.of(1.0, 1.1))),
                                saved(
                                        result("32 parties", List.of(0.2, 0.21)),
                                        result(
                                                "a title of some length",
                                                List.of(900.0, 99_999.0)))));

        assertThat(table).contains("Barrier / Phaser", "better", "added", "4.88");
        assertThat(table.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    }
}
