package org.furwock.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.Latency;
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
                    "do not agree on a difference: indistinguishable. A target is what the ratio must not exceed;",
                    "it is in question where the interval holds it.");

    private static final int NAME_WIDTH = 30;
    private static final int PAIR_WIDTH = 40;

    private ResultTable() {}

    /**
     * The table, a block for each family, and a row for each result.
     *
     * @param engine the engine that was measured, on which some targets depend
     */
    public static String render(List<ComparisonResult> results, String engine) {
        StringBuilder text = new StringBuilder(header());
        for (Family family : Family.values()) {
            List<ComparisonResult> rows =
                    results.stream().filter(result -> result.family() == family).toList();
            if (!rows.isEmpty()) {
                text.append(family.title())
                        .append(System.lineSeparator())
                        .append(block(rows, engine));
            }
        }
        return text.toString();
    }

    /** The grids in two lines for each lock of ours that was in one. */
    public static List<String> summary(List<ComparisonResult> results) {
        return Stream.of(
                        Verdicts.grid(
                                results, Family.CONTENDED, "FutexReentrantLock", "ReentrantLock"),
                        Verdicts.grid(results, Family.CONTENDED, "Mutex", "ReentrantLock"),
                        Verdicts.grid(
                                results,
                                Family.FAIR,
                                "FutexReentrantLock, fair",
                                "ReentrantLock, fair"))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * The pairs that were measured in several environments, with a time ratio and its interval for
     * each of these; empty if there are none.
     */
    public static String sideBySide(List<ComparisonResult> results) {
        SideBySide sideBySide = SideBySide.of(results);
        if (sideBySide.rows().isEmpty()) {
            return "";
        }
        List<String> header = new ArrayList<>(List.of("time ratio, ours / peer"));
        for (Environment environment : sideBySide.environments()) {
            header.add(String.format(Locale.ROOT, "%7s", environment));
            header.add("        95 %");
        }
        StringBuilder text = new StringBuilder(SideBySide.TITLE).append(System.lineSeparator());
        text.append(environmentLine(sideBySide, header));
        String work = "";
        for (SideBySide.Row row : sideBySide.rows()) {
            if (!work.equals(row.work())) {
                work = row.work();
                text.append(work).append(System.lineSeparator());
            }
            List<String> values = new ArrayList<>();
            values.add(pair(text, "  ", row.ours(), row.peer(), PAIR_WIDTH));
            for (Environment environment : sideBySide.environments()) {
                Optional<Ratio> ratio = row.ratio(environment);
                values.add(
                        String.format(
                                Locale.ROOT,
                                "%7s",
                                ratio.map(Ratio::median).map(Numbers::ratio).orElse("-")));
                values.add(
                        String.format(
                                Locale.ROOT, "%12s", ratio.map(Numbers::interval).orElse("")));
            }
            text.append(environmentLine(sideBySide, values));
        }
        return text.toString();
    }

    private static TextTable environmentLine(SideBySide sideBySide, List<String> values) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(PAIR_WIDTH, 0, Overflow.TRUNCATE));
        sideBySide
                .environments()
                .forEach(
                        environment -> {
                            columns.add(new Column(7, 0, Overflow.TRUNCATE));
                            columns.add(new Column(13, 1, Overflow.TRUNCATE));
                        });
        TextTable table =
                TextTable.forColumns(
                        Help.defaultColorScheme(Ansi.OFF), columns.toArray(Column[]::new));
        table.addRowValues(values.toArray(String[]::new));
        return table;
    }

    /** A pair's name; what does not fit its column goes to the text, as a line of its own. */
    private static String pair(
            StringBuilder text, String indent, String ours, String peer, int width) {
        String name = indent + ours + " / " + peer;
        if (name.length() <= width) {
            return name;
        }
        text.append(indent).append(ours).append(" /").append(System.lineSeparator());
        return indent + "  " + peer;
    }

    /** The bytes of locks; empty if there are none. */
    public static String memory(List<MemoryUse> memory) {
        if (memory.isEmpty()) {
            return "";
        }
        TextTable table = truncating(34, 16, 20, 30);
        table.addRowValues(
                "bytes", "    on the heap", "   outside of it", "  allocated by a round");
        for (MemoryUse use : memory) {
            table.addRowValues(
                    use.name(),
                    bytes(15, use.heapBytes()),
                    bytes(17, use.directBytes()),
                    use.allocatedBytes() < 0 ? "" : bytes(21, use.allocatedBytes()));
        }
        return Family.MEMORY.title() + System.lineSeparator() + table;
    }

    /** A table whose columns are that wide, the first indented by two. */
    private static TextTable truncating(int first, int... others) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(first, 2, Overflow.TRUNCATE));
        for (int width : others) {
            columns.add(new Column(width, 1, Overflow.TRUNCATE));
        }
        return TextTable.forColumns(
                Help.defaultColorScheme(Ansi.OFF), columns.toArray(Column[]::new));
    }

    private static String bytes(int width, double value) {
        return String.format(Locale.ROOT, "%" + width + ".1f", value);
    }

    /** The percentiles of round trips; empty if there are none. */
    public static String latencies(List<Latency> all) {
        // Those of programs stand in a table of their own.
        List<Latency> latencies =
                all.stream().filter(latency -> latency.family() != Family.PROGRAMS).toList();
        if (latencies.isEmpty()) {
            return "";
        }
        TextTable table = truncating(40, 12, 12, 12, 12, 12);
        table.addRowValues(
                "round trips", "     50 %", "     90 %", "     99 %", "   99.9 %", "      max");
        for (Latency latency : latencies) {
            table.addRowValues(
                    latency.family() + ", " + latency.name(),
                    Numbers.time((double) latency.p50()),
                    Numbers.time((double) latency.p90()),
                    Numbers.time((double) latency.p99()),
                    Numbers.time((double) latency.p999()),
                    Numbers.time((double) latency.max()));
        }
        return "Round trips of two threads: how many take no longer than"
                + System.lineSeparator()
                + table;
    }

    /** What changed from one report to another. */
    public static String render(List<ReportDiff.Row> rows) {
        TextTable table =
                TextTable.forColumns(
                        Help.defaultColorScheme(Ansi.OFF),
                        new Column(44, 2, Overflow.WRAP),
                        new Column(7, 1, Overflow.TRUNCATE),
                        new Column(15, 1, Overflow.TRUNCATE),
                        new Column(7, 1, Overflow.TRUNCATE),
                        new Column(15, 1, Overflow.TRUNCATE),
                        new Column(12, 2, Overflow.WRAP));
        table.addRowValues("time ratio", "before", "        95 %", " after", "        95 %", "");
        for (ReportDiff.Row row : rows) {
            table.addRowValues(
                    row.name(),
                    String.format(Locale.ROOT, "%6s", Numbers.ratio(row.before())),
                    String.format(Locale.ROOT, "%13s", row.beforeSpread()),
                    String.format(Locale.ROOT, "%6s", Numbers.ratio(row.after())),
                    String.format(Locale.ROOT, "%13s", row.afterSpread()),
                    row.change() == ReportDiff.Change.NONE
                            ? ""
                            : row.change().toString().toLowerCase(Locale.ROOT));
        }
        return table.toString();
    }

    private static TextTable table() {
        return TextTable.forColumns(
                Help.defaultColorScheme(Ansi.OFF),
                new Column(NAME_WIDTH, 0, Overflow.TRUNCATE), // what
                new Column(8, 0, Overflow.TRUNCATE), // our time
                new Column(8, 0, Overflow.TRUNCATE), // the peer's
                new Column(6, 1, Overflow.TRUNCATE), // ratio
                new Column(12, 1, Overflow.TRUNCATE), // interval
                new Column(11, 1, Overflow.TRUNCATE), // target
                new Column(25, 1, Overflow.WRAP)); // verdict
    }

    private static String header() {
        TextTable table = table();
        table.addRowValues("", "    ours", "    peer", " time", "       95 %", "", "");
        table.addRowValues(
                "ours / peer", "     op.", "     op.", "ratio", "   interval", "target", "verdict");
        return table.toString();
    }

    private static String block(List<ComparisonResult> rows, String engine) {
        StringBuilder text = new StringBuilder();
        String title = "";
        for (ComparisonResult row : rows) {
            if (!Objects.equals(title, row.title())) {
                title = row.title();
                text.append(title).append(System.lineSeparator());
            }
            String name = pair(text, indent(row), row.ours(), row.peer(), NAME_WIDTH);
            text.append(line(name, row, engine));
        }
        return text.toString();
    }

    private static TextTable line(String name, ComparisonResult row, String engine) {
        Ratio ratio = row.ratio();
        TextTable table = table();
        table.addRowValues(
                name,
                Numbers.shortTime(row.oursNanos()),
                Numbers.shortTime(row.peerNanos()),
                String.format(Locale.ROOT, "%5s", Numbers.ratio(ratio.median())),
                String.format(Locale.ROOT, "%11s", Numbers.interval(ratio)),
                Verdicts.target(row, engine),
                Verdicts.of(row));
        return table;
    }

    private static String indent(ComparisonResult row) {
        return row.title().isEmpty() ? "" : "  ";
    }
}
