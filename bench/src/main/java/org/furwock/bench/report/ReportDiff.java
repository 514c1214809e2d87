package org.furwock.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.inference.TestUtils;
import org.furwock.bench.compare.Ratios;

/** The changes from one report to another, result by result. */
public final class ReportDiff {

    /** A smaller change is ignored, even if it is certain. */
    private static final double IMMATERIAL = 0.03;

    private static final int LEAST_ROUNDS = 2;

    /** The change of a speed. */
    public enum Change {
        /** It is faster than before, against the same peer. */
        BETTER,
        /** It is slower. */
        WORSE,
        /** The change is within the spread of the rounds, or too small. */
        NONE,
        /** It is in the new report only. */
        ADDED,
        /** It is in the old report only. */
        REMOVED
    }

    /**
     * One result in both reports.
     *
     * @param name the name of the result
     * @param before the speed in the old report, NaN if there is none
     * @param beforeSpread the interval in the old report
     * @param after the speed in the new report, NaN if there is none
     * @param afterSpread the interval in the new report
     * @param change the change
     */
    public record Row(
            String name,
            double before,
            String beforeSpread,
            double after,
            String afterSpread,
            Change change) {}

    private ReportDiff() {}

    /** Compares two reports; rows are in the order of the new report. */
    public static List<Row> of(JsonReport.Saved old, JsonReport.Saved young) {
        Map<String, JsonReport.SavedResult> left = new LinkedHashMap<>();
        old.results().forEach(result -> left.put(result.name(), result));
        List<Row> rows = new ArrayList<>();
        for (JsonReport.SavedResult after : young.results()) {
            JsonReport.SavedResult before = left.remove(after.name());
            rows.add(
                    before == null
                            ? row(after.name(), List.of(), after.rounds(), Change.ADDED)
                            : row(
                                    after.name(),
                                    before.rounds(),
                                    after.rounds(),
                                    change(before.rounds(), after.rounds())));
        }
        left.values()
                .forEach(
                        gone ->
                                rows.add(
                                        row(
                                                gone.name(),
                                                gone.rounds(),
                                                List.of(),
                                                Change.REMOVED)));
        return rows;
    }

    /** Welch's test of the logarithms, since the rounds of both reports are few and may differ. */
    private static Change change(List<Double> before, List<Double> after) {
        if (before.size() < LEAST_ROUNDS || after.size() < LEAST_ROUNDS) {
            return Change.NONE;
        }
        double factor = Ratios.median(after) / Ratios.median(before);
        if (Math.abs(factor - 1) <= IMMATERIAL) {
            return Change.NONE;
        }
        boolean sure = TestUtils.tTest(logs(before), logs(after), 1 - Ratios.CONFIDENCE);
        if (!sure) {
            return Change.NONE;
        }
        return factor < 1 ? Change.BETTER : Change.WORSE;
    }

    private static double[] logs(List<Double> ratios) {
        return ratios.stream().mapToDouble(Math::log).toArray();
    }

    private static Row row(String name, List<Double> before, List<Double> after, Change change) {
        return new Row(name, median(before), spread(before), median(after), spread(after), change);
    }

    private static double median(List<Double> rounds) {
        return rounds.isEmpty() ? Double.NaN : 1 / Ratios.median(rounds);
    }

    private static String spread(List<Double> rounds) {
        if (rounds.size() < LEAST_ROUNDS) {
            return "";
        }
        return Numbers.interval(Speed.of(Ratios.ofRounds(rounds)));
    }
}
