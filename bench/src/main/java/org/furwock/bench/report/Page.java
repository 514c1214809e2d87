package org.furwock.bench.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.Ratio;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code report.mustache}, as text that is not yet escaped.
 *
 * @param assets the embedded style and scripts
 * @param answer the first sentences
 * @param overview the first picture; null if nothing replaces a class of the JDK
 * @param reading the explanation of the tables
 * @param summary one line for each grid
 * @param failures the cases that failed, with the reasons
 * @param facts the place and the conditions of the measurement
 * @param sideBySide the environments beside each other; null if there is only one
 * @param sections one for each family
 * @param memory the bytes
 */
record Page(
        Assets assets,
        List<String> answer,
        @Nullable Figure overview,
        String reading,
        List<String> summary,
        List<String> failures,
        List<Fact> facts,
        @Nullable Environments sideBySide,
        List<PageSection> sections,
        @Nullable Memory memory) {

    /**
     * Embedded in the page unchanged.
     *
     * @param style a style sheet
     * @param chartLicense the text that the licence of the chart library requires in every copy
     * @param chartLibrary the script of that library
     * @param script the page's own
     */
    record Assets(String style, String chartLicense, String chartLibrary, String script) {}

    /** A line about the machine or the run. */
    record Fact(String name, String value) {}

    /** The same pairs in several environments. */
    record Environments(String title, List<String> names, List<EnvironmentRow> rows) {}

    /** One pair in them. */
    record EnvironmentRow(String work, String pair, List<EnvironmentCell> cells) {}

    /** One pair in one of them; a dash if it was not measured. */
    record EnvironmentCell(String environment, String speed, String interval, String verdict) {

        static EnvironmentCell of(String environment, Optional<Ratio> measured) {
            return measured.map(
                            ratio ->
                                    new EnvironmentCell(
                                            environment,
                                            Numbers.ratio(Speed.of(ratio).median()),
                                            PageSection.interval(ratio),
                                            PageSection.lower(ratio.verdict())))
                    .orElseGet(() -> new EnvironmentCell(environment, "–", "", ""));
        }
    }

    /** The bytes of locks. */
    record Memory(String title, List<Bytes> rows) {}

    /** The bytes of one. */
    record Bytes(String name, String heap, String outside, String allocated) {

        static Bytes of(MemoryUse use) {
            return new Bytes(
                    use.name(),
                    decimal(use.heapBytes()),
                    decimal(use.directBytes()),
                    use.allocatedBytes() < 0 ? "" : decimal(use.allocatedBytes()));
        }

        private static String decimal(double value) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
    }

    static Page of(CompareReport report, Assets assets) {
        List<String> answer = Answer.sentences(report.results());
        return new Page(
                assets,
                answer,
                answer.isEmpty() ? null : Figure.overview(report.results()),
                ResultTable.LEGEND.replace(System.lineSeparator(), " "),
                ResultTable.summary(report.idleResults()),
                report.failures().entrySet().stream()
                        .map(failure -> failure.getKey() + ": " + failure.getValue())
                        .toList(),
                facts(report),
                environments(SideBySide.of(report.results())),
                Arrays.stream(Family.values())
                        .map(family -> PageSection.of(family, report))
                        .flatMap(Optional::stream)
                        .toList(),
                memory(report.memory()));
    }

    private static List<Fact> facts(CompareReport report) {
        Machine machine = report.machine();
        List<Fact> facts =
                new ArrayList<>(
                        List.of(
                                new Fact("Date", day(report.started())),
                                new Fact("Command", report.command()),
                                new Fact("Furwock", report.version()),
                                new Fact("Kernel", machine.kernel()),
                                new Fact("CPU", machine.cpu() + ", " + machine.cores() + " cores"),
                                new Fact("JDK", machine.jdk()),
                                new Fact(
                                        "Engine", machine.engine() + ": " + machine.engineReason()),
                                new Fact("Measured", measured(report))));
        if (machine.isBusy()) {
            facts.add(new Fact("Load", machine.loadNote()));
        }
        report.notes().forEach(note -> facts.add(new Fact("Note", note)));
        return facts;
    }

    private static String day(Instant started) {
        return Instant.ofEpochSecond(started.getEpochSecond()).toString();
    }

    private static String measured(CompareReport report) {
        return String.format(
                Locale.ROOT,
                "%d rounds in %d s, contestants %s",
                report.rounds(),
                report.seconds(),
                PageSection.lower(report.forkMode()));
    }

    private static @Nullable Environments environments(SideBySide sideBySide) {
        if (sideBySide.rows().isEmpty()) {
            return null;
        }
        return new Environments(
                SideBySide.TITLE,
                sideBySide.environments().stream().map(Object::toString).toList(),
                sideBySide.rows().stream().map(row -> row(sideBySide, row)).toList());
    }

    private static EnvironmentRow row(SideBySide sideBySide, SideBySide.Row row) {
        return new EnvironmentRow(
                row.work(),
                row.ours() + " / " + row.peer(),
                sideBySide.environments().stream()
                        .map(
                                environment ->
                                        EnvironmentCell.of(
                                                environment.toString(), row.ratio(environment)))
                        .toList());
    }

    private static @Nullable Memory memory(List<MemoryUse> memory) {
        return memory.isEmpty()
                ? null
                : new Memory(Family.MEMORY.title(), memory.stream().map(Bytes::of).toList());
    }
}
