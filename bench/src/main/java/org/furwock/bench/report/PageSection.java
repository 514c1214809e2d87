package org.furwock.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.Latency;
import org.furwock.bench.compare.Ratio;

/**
 * One family of a {@link Page}.
 *
 * @param id the anchor of the section
 * @param title the title of the family
 * @param bound the lower bound of the family
 * @param figures the pictures, except for a large grid
 * @param maps the large grid, a map for each pair
 * @param cases all figures, also those of the pictures
 * @param latencies the round trips
 */
record PageSection(
        String id,
        String title,
        String bound,
        List<Figure> figures,
        List<GridMap> maps,
        List<CaseRows> cases,
        List<LatencyRow> latencies) {

    /** The most groups of bars that a reader can take in. A larger grid is shown as a map. */
    private static final int MOST_GROUPS = 6;

    /** All pairs of one case. */
    record CaseRows(String title, List<Row> rows) {}

    /** One pair. */
    record Row(
            String pair,
            String verdict,
            String verdictClass,
            String speed,
            String interval,
            String ours,
            String peer,
            String target,
            String targetClass) {

        static Row of(ComparisonResult result, String engine) {
            Ratio ratio = result.ratio();
            String target = Verdicts.target(result, engine);
            return new Row(
                    result.ours() + " / " + result.peer(),
                    Verdicts.of(result),
                    lower(ratio.verdict()),
                    Numbers.ratio(Speed.of(ratio).median()),
                    PageSection.interval(ratio),
                    Numbers.time(result.oursNanos()).strip(),
                    Numbers.time(result.peerNanos()).strip(),
                    target,
                    target.contains("miss") ? "missed" : "");
        }
    }

    /** The round trips of one contestant: their percentiles. */
    record LatencyRow(String name, List<Percentile> percentiles) {

        static LatencyRow of(Latency latency) {
            return new LatencyRow(
                    latency.name(),
                    List.of(
                            new Percentile("50 %", time(latency.p50())),
                            new Percentile("90 %", time(latency.p90())),
                            new Percentile("99 %", time(latency.p99())),
                            new Percentile("99.9 %", time(latency.p999())),
                            new Percentile("longest", time(latency.max()))));
        }

        private static String time(long nanos) {
            return Numbers.time((double) nanos).strip();
        }
    }

    /** A percentile. */
    record Percentile(String share, String time) {}

    /** The section of a family; empty if the family was not measured. */
    static Optional<PageSection> of(Family family, CompareReport report) {
        List<ComparisonResult> results =
                report.idleResults().stream().filter(one -> one.family() == family).toList();
        if (results.isEmpty()) {
            return Optional.empty();
        }
        boolean isGrid = family == Family.CONTENDED || family == Family.FAIR;
        boolean asMaps = isGrid && byCase(results).size() > MOST_GROUPS;
        List<Figure> figures = new ArrayList<>();
        if (!asMaps) {
            figures.add(Figure.of(family.title() + ": speed", results));
        }
        figures.addAll(roundTrips(family, results, report.idleLatencies()));
        return Optional.of(
                new PageSection(
                        family.toString(),
                        family.title(),
                        family.bound(),
                        figures,
                        asMaps ? GridMap.of(results) : List.of(),
                        byCase(results).entrySet().stream()
                                .map(one -> caseRows(one.getKey(), one.getValue(), report))
                                .toList(),
                        report.latencies().stream()
                                .filter(latency -> latency.family() == family)
                                .map(LatencyRow::of)
                                .toList()));
    }

    private static LinkedHashMap<String, List<ComparisonResult>> byCase(
            List<ComparisonResult> results) {
        return results.stream()
                .collect(
                        Collectors.groupingBy(
                                ComparisonResult::title, LinkedHashMap::new, Collectors.toList()));
    }

    private static CaseRows caseRows(
            String title, List<ComparisonResult> results, CompareReport report) {
        String engine = report.machine().engine();
        return new CaseRows(title, results.stream().map(one -> Row.of(one, engine)).toList());
    }

    private static List<Figure> roundTrips(
            Family family, List<ComparisonResult> results, List<Latency> latencies) {
        return latencies.stream()
                .filter(latency -> latency.family() == family)
                .collect(
                        Collectors.groupingBy(
                                Latency::title, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(
                        members ->
                                Figure.ofRoundTrips(
                                        family.title() + ": speed of round trips",
                                        members,
                                        results))
                .filter(figure -> !figure.groups().isEmpty())
                .toList();
    }

    static String interval(Ratio ratio) {
        return Numbers.interval(Speed.of(ratio)).replace(" - ", "–");
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
