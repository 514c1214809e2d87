package org.furwock.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.Ratio;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/**
 * Results as a table of at most {@value #WIDTH} columns, in plain ASCII: it is pasted everywhere.
 */
public final class ResultTable {

    /** The width that fits a terminal and a mail. */
    public static final int WIDTH = 100;

    /** Said below the table, and part of it. */
    public static final String LEGEND =
            String.join(
                    System.lineSeparator(),
                    "time ratio = our time / the peer's time: below 1, Furwock takes less time. It compares",
                    "turns that lay side by side, so it may differ from the quotient of the two times, which",
                    "are medians over the whole run. Where its 95 % confidence interval holds 1, the rounds",
                    "do not agree on a difference: not distinguishable.");

    private static final String C = "C";

    private ResultTable() {}

    /** The table, a block for each family, and a row for each result. */
    public static String render(List<ComparisonResult> results) {
        StringBuilder text = new StringBuilder(header());
        for (Family family : Family.values()) {
            List<ComparisonResult> rows =
                    results.stream().filter(result -> result.family() == family).toList();
            if (!rows.isEmpty()) {
                text.append(family.title()).append(System.lineSeparator()).append(block(rows));
            }
        }
        return text.toString();
    }

    private static TextTable table() {
        return TextTable.forColumns(
                Help.defaultColorScheme(Ansi.OFF),
                new Column(34, 2, Overflow.WRAP), // what
                new Column(10, 1, Overflow.TRUNCATE), // our time
                new Column(10, 1, Overflow.TRUNCATE), // the peer's
                new Column(7, 1, Overflow.TRUNCATE), // ratio
                new Column(14, 1, Overflow.TRUNCATE), // interval
                new Column(25, 2, Overflow.WRAP)); // verdict
    }

    private static String header() {
        TextTable table = table();
        table.addRowValues("", "     ours", "     peer", "  time", "        95 %", "verdict");
        table.addRowValues("ours / peer", " per op.", " per op.", " ratio", "    interval", "");
        return table.toString();
    }

    private static String block(List<ComparisonResult> rows) {
        TextTable table = table();
        String title = "";
        for (ComparisonResult row : rows) {
            if (!Objects.equals(title, row.title())) {
                title = row.title();
                table.addRowValues(title, "", "", "", "", "");
            }
            Ratio ratio = row.ratio();
            table.addRowValues(
                    indent(row) + row.ours() + " / " + row.peer(),
                    time(row.oursNanos()),
                    time(row.peerNanos()),
                    String.format(Locale.ROOT, "%6s", number(ratio.median())),
                    String.format(
                            Locale.ROOT,
                            "%12s",
                            number(ratio.low()) + " - " + number(ratio.high())),
                    verdict(row));
        }
        return table.toString();
    }

    private static String indent(ComparisonResult row) {
        return row.title().isEmpty() ? "" : "  ";
    }

    private static String number(double value) {
        if (value >= 1000) {
            return ">999";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }

    private static String time(double nanos) {
        if (nanos < 1_000) {
            return String.format(Locale.ROOT, "%6.1f ns", nanos);
        }
        if (nanos < 1_000_000) {
            return String.format(Locale.ROOT, "%6.1f us", nanos / 1_000);
        }
        return String.format(Locale.ROOT, "%6.1f ms", nanos / 1_000_000);
    }

    /** What the ratio means for somebody who has to choose. */
    static String verdict(ComparisonResult result) {
        double ratio = result.ratio().median();
        return switch (result.ratio().verdict()) {
            case UNDECIDED -> "not distinguishable";
            case SAME -> "the same within 3 %";
            case FASTER -> faster(ratio);
            case SLOWER -> result.peer().equals(C) ? costs(ratio) : "stay with " + result.peer();
        };
    }

    private static String faster(double ratio) {
        return ratio < 0.8
                ? String.format(Locale.ROOT, "%.1f times as fast", 1 / ratio)
                : String.format(Locale.ROOT, "%.0f %% less time", 100 * (1 - ratio));
    }

    private static String costs(double ratio) {
        return ratio > 1.25
                ? String.format(Locale.ROOT, "costs %.1f times as much", ratio)
                : String.format(Locale.ROOT, "costs %.0f %% more", 100 * (ratio - 1));
    }
}
