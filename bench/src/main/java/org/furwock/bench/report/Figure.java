package org.furwock.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.Latency;
import org.furwock.bench.compare.Ratio;
import org.jspecify.annotations.Nullable;

/**
 * Bars for our classes and the peers; longer is faster. Speeds are multiples of the speed of one
 * peer, whose bar ends at 1. The page draws it with {@code report.js}.
 *
 * @param description the content in words, for readers who cannot see it
 * @param groups the bars that are compared with each other
 */
record Figure(String description, List<Group> groups) {

    /**
     * The bars of one work.
     *
     * @param title which work, perhaps empty
     * @param bars from top to bottom
     */
    record Group(String title, List<Bar> bars) {
        Group {
            bars = List.copyOf(bars);
        }
    }

    /**
     * One bar.
     *
     * @param name of the contestant
     * @param ours whether it is one of ours
     * @param speed where the bar ends
     * @param low the lower end of the interval; null if there is none
     * @param high its upper end
     */
    record Bar(
            String name, boolean ours, double speed, @Nullable Double low, @Nullable Double high) {

        static Bar ours(String name, Ratio ratio) {
            Speed speed = Speed.of(ratio);
            return new Bar(name, true, speed.median(), speed.low(), speed.high());
        }

        static Bar exactly(String name, boolean ours, double speed) {
            return new Bar(name, ours, speed, null, null);
        }
    }

    Figure {
        groups = List.copyOf(groups);
    }

    /**
     * All works that matter for the decision to swap, in each environment, against the JDK's
     * classes.
     */
    static Figure overview(List<ComparisonResult> results) {
        List<Bar> bars = new ArrayList<>();
        bars.add(Bar.exactly("the JDK's classes", false, 1));
        Map<String, List<Bar>> byWork = new LinkedHashMap<>();
        for (Environment environment : Environment.values()) {
            for (Work work : Work.of(results, environment)) {
                byWork.computeIfAbsent(work.name(), key -> new ArrayList<>())
                        .add(Bar.ours(work.name() + ", " + environment, work.mean()));
            }
        }
        byWork.values().forEach(bars::addAll);
        return new Figure(
                "Speed of each kind of work against the JDK's classes",
                List.of(new Group("", bars)));
    }

    /** A group for each case; the speeds are relative to the first peer of a case. */
    static Figure of(String description, List<ComparisonResult> results) {
        List<Group> groups = new ArrayList<>();
        results.stream()
                .collect(
                        Collectors.groupingBy(
                                ComparisonResult::title, LinkedHashMap::new, Collectors.toList()))
                .forEach((title, cases) -> groups.add(new Group(title, bars(cases))));
        return new Figure(description, groups);
    }

    private static List<Bar> bars(List<ComparisonResult> cases) {
        ComparisonResult first = cases.get(0);
        List<Bar> bars = new ArrayList<>();
        cases.stream()
                .filter(one -> one.peer().equals(first.peer()))
                .forEach(one -> bars.add(Bar.ours(one.ours(), one.ratio())));
        cases.stream()
                .filter(one -> one.ours().equals(first.ours()))
                .forEach(one -> bars.add(peer(one, first)));
        return bars;
    }

    /**
     * Both were measured against the same class of ours, so their own ratio follows from these two.
     */
    private static Bar peer(ComparisonResult one, ComparisonResult first) {
        return Bar.exactly(one.peer(), false, one.ratio().median() / first.ratio().median());
    }

    /**
     * A group for each of three percentiles of round trips of one case.
     *
     * @param results results of the same family, which tell the side of each contestant and the
     *     peer of reference
     */
    static Figure ofRoundTrips(
            String description, List<Latency> latencies, List<ComparisonResult> results) {
        String reference = results.get(0).peer();
        Set<String> ours = results.stream().map(ComparisonResult::ours).collect(Collectors.toSet());
        List<Latency> oursFirst =
                latencies.stream()
                        .sorted(Comparator.comparing(one -> !ours.contains(one.contestant())))
                        .toList();
        List<Group> groups = new ArrayList<>();
        for (Latency peer : latencies) {
            if (peer.contestant().equals(reference)) {
                for (Percentile percentile : Percentile.SHOWN) {
                    groups.add(percentile.group(oursFirst, ours, peer));
                }
            }
        }
        return new Figure(description, groups);
    }

    /** A percentile of round trips. */
    private record Percentile(String title, ToLongFunction<Latency> nanos) {

        private static final List<Percentile> SHOWN =
                List.of(
                        new Percentile("half of the round trips", Latency::p50),
                        new Percentile("99 % of the round trips", Latency::p99),
                        new Percentile("99.9 % of the round trips", Latency::p999));

        private Group group(List<Latency> latencies, Set<String> ours, Latency peer) {
            return new Group(title, latencies.stream().map(one -> bar(one, ours, peer)).toList());
        }

        private Bar bar(Latency one, Set<String> ours, Latency peer) {
            String name = one.contestant();
            double speed = (double) nanos.applyAsLong(peer) / nanos.applyAsLong(one);
            return Bar.exactly(name, ours.contains(name), speed);
        }
    }

    /** The groups for a script element, which ends at the first "</". */
    String json() {
        try {
            return new ObjectMapper().writeValueAsString(groups).replace("</", "<\\/");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e); // cannot happen: the writer is in memory
        }
    }
}
