package org.furwock.bench.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.Ratio;

/**
 * The same pairs in several environments: a row for each pair, a column for each environment.
 *
 * @param environments the columns, in the order of their declaration; empty if there are no rows
 * @param rows the pairs that were measured in another environment than {@link Environment#IDLE}
 */
record SideBySide(List<Environment> environments, List<Row> rows) {

    /** The line above the table. */
    static final String TITLE =
            "The same pairs on an idle machine, beside as many busy loops as there are processors"
                    + " (busy), and on one processor (pinned).";

    private record Pair(Family family, String title, String ours, String peer) {

        static Pair of(ComparisonResult result) {
            return new Pair(result.family(), result.title(), result.ours(), result.peer());
        }
    }

    /**
     * One pair.
     *
     * @param family the family of the work
     * @param title the case of that family, may be empty
     * @param ours the name of ours
     * @param peer the name of the peer
     * @param ratios our time divided by the peer's, for each environment that was measured
     */
    record Row(
            Family family, String title, String ours, String peer, Map<Environment, Ratio> ratios) {

        Row {
            ratios = Map.copyOf(ratios);
        }

        /** The name of the case. */
        String work() {
            return title.isEmpty() ? family.toString() : family + ", " + title;
        }

        /** The ratio in an environment, if it was measured there. */
        Optional<Ratio> ratio(Environment environment) {
            return Optional.ofNullable(ratios.get(environment));
        }
    }

    SideBySide {
        environments = List.copyOf(environments);
        rows = List.copyOf(rows);
    }

    /** Groups results by pair; rows are in the order of the results. */
    static SideBySide of(List<ComparisonResult> results) {
        Map<Pair, Map<Environment, Ratio>> byPair = new LinkedHashMap<>();
        for (ComparisonResult result : results) {
            byPair.computeIfAbsent(Pair.of(result), key -> new EnumMap<>(Environment.class))
                    .put(result.environment(), result.ratio());
        }
        List<Row> rows = new ArrayList<>();
        TreeSet<Environment> environments = new TreeSet<>();
        byPair.forEach(
                (pair, ratios) -> {
                    if (ratios.keySet().stream().anyMatch(one -> one != Environment.IDLE)) {
                        environments.addAll(ratios.keySet());
                        rows.add(new Row(pair.family, pair.title, pair.ours, pair.peer, ratios));
                    }
                });
        return new SideBySide(List.copyOf(environments), rows);
    }
}
