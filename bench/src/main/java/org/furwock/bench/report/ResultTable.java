package org.furwock.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.Latency;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/**
 * Results as a table of at most {@value #WIDTH} columns, in plain ASCII, so that it can be pasted
 * anywhere.
 */
public final class ResultTable {

    /** The width of a terminal and of a mail. */
    public static final int WIDTH = 80;

    /** The legend below the table. */
    public static final String LEGEND =
            String.join(
                    System.lineSeparator(),
                    "speed = the peer's time / our time: above 1, Furwock is faster. It compares",
                    "adjacent turns. The two times are medians over the whole run, so their",
                    "quotient may differ from the speed. If the 95 % confidence interval contains",
                    "1, the rounds do not agree on a difference: indistinguishable. The target is",
                    "the speed to reach. A question mark: the interval contains the target.");

    private static final int SPEED_WIDTH = 7;
    private static final int INTERVAL_WIDTH = 13;

    private ResultTable() {}

    /**
     * The table: a block for each family, and two lines for each result, the name with the verdict
     * and then the numbers.
     *
     * @param engine the engine that was measured, on which some targets depend
     */
    public static String render(List<ComparisonResult> results, String engine) {
        StringBuilder text = new StringBuilder();
        for (Family family : Family.values()) {
            List<ComparisonResult> rows =
                    results.stream().filter(result -> result.family() == family).toList();
            if (!rows.isEmpty()) {
                text.append(Prose.wrap("", family.title())).append(block(rows, engine));
            }
        }
        return text.toString();
    }

    private static String block(List<ComparisonResult> rows, String engine) {
        StringBuilder text = new StringBuilder();
        String title = "";
        for (ComparisonResult row : rows) {
            if (!title.equals(row.title())) {
                title = row.title();
                text.append(Prose.wrap(" ", title));
            }
            text.append(nameAndVerdict(row)).append(numbers(row, engine));
        }
        return text.toString();
    }

    private static String nameAndVerdict(ComparisonResult row) {
        String name = "  " + row.ours() + " / " + row.peer();
        String verdict = " " + Verdicts.of(row);
        int room = WIDTH - verdict.length();
        return name.length() <= room
                ? name + " ".repeat(room - name.length()) + verdict + System.lineSeparator()
                : Prose.wrap("  ", name.strip())
                        + " ".repeat(room)
                        + verdict.strip()
                        + System.lineSeparator();
    }

    private static String numbers(ComparisonResult row, String engine) {
        Speed speed = Speed.of(row.ratio());
        String target = Verdicts.target(row, engine);
        return String.format(
                                Locale.ROOT,
                                "    speed %4s, 95 %% %11s   %s against %s   %s",
                                Numbers.ratio(speed.median()),
                                Numbers.interval(speed),
                                Numbers.shortTime(row.oursNanos()),
                                Numbers.shortTime(row.peerNanos()),
                                target.isEmpty() ? "" : "target " + target)
                        .stripTrailing()
                + System.lineSeparator();
    }

    /** Two lines for each lock of ours that was measured over a grid. */
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
     * The pairs that were measured in several environments, with the speed and the interval of each
     * environment; empty if there are none.
     */
    public static String sideBySide(List<ComparisonResult> results) {
        SideBySide sideBySide = SideBySide.of(results);
        if (sideBySide.rows().isEmpty()) {
            return "";
        }
        List<String> header = new ArrayList<>(List.of("speed, ours / peer"));
        for (Environment environment : sideBySide.environments()) {
            header.add(environment.toString());
            header.add("95 %");
        }
        StringBuilder text = new StringBuilder(Prose.wrap("Side by side: ", SideBySide.TITLE));
        text.append(environmentLine(header));
        String work = "";
        for (SideBySide.Row row : sideBySide.rows()) {
            if (!work.equals(row.work())) {
                work = row.work();
                text.append(Prose.wrap("", work));
            }
            List<String> values = new ArrayList<>();
            int room = WIDTH - sideBySide.environments().size() * (SPEED_WIDTH + INTERVAL_WIDTH);
            values.add(pair(text, row, room));
            for (Environment environment : sideBySide.environments()) {
                Optional<Speed> speed = row.ratio(environment).map(Speed::of);
                values.add(speed.map(Speed::median).map(Numbers::ratio).orElse("-"));
                values.add(speed.map(Numbers::interval).orElse(""));
            }
            text.append(environmentLine(values));
        }
        return text.toString();
    }

    /** The name, then a pair of columns for each environment, numbers on the right. */
    private static String environmentLine(List<String> values) {
        int environments = values.size() / 2;
        int room = WIDTH - environments * (SPEED_WIDTH + INTERVAL_WIDTH);
        StringBuilder line =
                new StringBuilder(String.format(Locale.ROOT, "%-" + room + "s", values.get(0)));
        for (int i = 1; i < values.size(); i += 2) {
            line.append(
                    String.format(
                            Locale.ROOT,
                            "%" + SPEED_WIDTH + "s%" + INTERVAL_WIDTH + "s",
                            values.get(i),
                            values.get(i + 1)));
        }
        return line.append(System.lineSeparator()).toString();
    }

    /**
     * A pair's name. A name that is too long for its column becomes a separate line in the text.
     */
    private static String pair(StringBuilder text, SideBySide.Row row, int width) {
        String name = "  " + row.ours() + " / " + row.peer();
        if (name.length() <= width) {
            return name;
        }
        text.append(Prose.wrap("  ", name.strip()));
        return "";
    }

    /** The bytes of locks; empty if there are none. */
    public static String memory(List<MemoryUse> memory) {
        if (memory.isEmpty()) {
            return "";
        }
        TextTable table = truncating(32, 12, 14, 22);
        table.addRowValues("bytes", "    on heap", "      outside", " allocated by a round");
        for (MemoryUse use : memory) {
            table.addRowValues(
                    use.name(),
                    bytes(11, use.heapBytes()),
                    bytes(13, use.directBytes()),
                    use.allocatedBytes() < 0 ? "" : bytes(21, use.allocatedBytes()));
        }
        return Family.MEMORY.title() + System.lineSeparator() + table;
    }

    /** A table with these column widths; the first column is indented by two. */
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
        // Programs have a separate table.
        List<Latency> latencies =
                all.stream().filter(latency -> latency.family() != Family.PROGRAMS).toList();
        if (latencies.isEmpty()) {
            return "";
        }
        TextTable table = truncating(30, 10, 10, 10, 10, 10);
        table.addRowValues(
                "round trips", "    50 %", "    90 %", "    99 %", "  99.9 %", "     max");
        String work = "";
        for (Latency latency : latencies) {
            if (!work.equals(latency.family().toString())) {
                work = latency.family().toString();
                table.addRowValues(work, "", "", "", "", "");
            }
            table.addRowValues(
                    "  " + latency.name(),
                    Numbers.shortTime((double) latency.p50()),
                    Numbers.shortTime((double) latency.p90()),
                    Numbers.shortTime((double) latency.p99()),
                    Numbers.shortTime((double) latency.p999()),
                    Numbers.shortTime((double) latency.max()));
        }
        return "Round trips of two threads: how many take no longer than"
                + System.lineSeparator()
                + table;
    }

    /** The changes from one report to another. */
    public static String render(List<ReportDiff.Row> rows) {
        TextTable table =
                TextTable.forColumns(
                        Help.defaultColorScheme(Ansi.OFF),
                        new Column(31, 0, Overflow.WRAP),
                        new Column(7, 0, Overflow.TRUNCATE),
                        new Column(13, 1, Overflow.TRUNCATE),
                        new Column(7, 0, Overflow.TRUNCATE),
                        new Column(13, 1, Overflow.TRUNCATE),
                        new Column(9, 1, Overflow.TRUNCATE));
        table.addRowValues("speed", "before", "       95 %", " after", "       95 %", "");
        for (ReportDiff.Row row : rows) {
            table.addRowValues(
                    row.name(),
                    String.format(Locale.ROOT, "%6s", Numbers.ratio(row.before())),
                    String.format(Locale.ROOT, "%11s", row.beforeSpread()),
                    String.format(Locale.ROOT, "%6s", Numbers.ratio(row.after())),
                    String.format(Locale.ROOT, "%11s", row.afterSpread()),
                    row.change() == ReportDiff.Change.NONE
                            ? ""
                            : row.change().toString().toLowerCase(Locale.ROOT));
        }
        return table.toString();
    }
}
