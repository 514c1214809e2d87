package org.furwock.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.furwock.bench.compare.CContestant;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.Ratio;
import org.furwock.bench.compare.Target;

/** Results as advice to a reader who must choose a class. */
final class Verdicts {

    private Verdicts() {}

    /** In a few words, at most seventeen characters. */
    static String of(ComparisonResult result) {
        double speed = Speed.of(result.ratio()).median();
        return switch (result.ratio().verdict()) {
            case UNDECIDED -> "indistinguishable";
            case SAME -> "same within 3 %";
            case FASTER -> faster(speed);
            case SLOWER -> slower(result, speed);
        };
    }

    private static String faster(double speed) {
        return speed >= 1.25
                ? Numbers.ratio(speed) + " times as fast"
                : String.format(Locale.ROOT, "%.0f %% faster", 100 * (speed - 1));
    }

    /** C is no alternative for a Java program: that difference is a cost, not advice. */
    private static String slower(ComparisonResult result, double speed) {
        String how = String.format(Locale.ROOT, "%.0f %% slower", 100 * (1 - speed));
        return result.peer().equals(CContestant.NAME) ? how : "stay: " + how;
    }

    /** The target speed and the relation of the result to it; empty if there is no target. */
    static String target(ComparisonResult result, String engine) {
        return result.target(engine)
                .map(
                        target ->
                                Numbers.ratio(1 / target.limit())
                                        + " "
                                        + word(target.standing(result.ratio())))
                .orElse("");
    }

    private static String word(Target.Standing standing) {
        return switch (standing) {
            case MET -> "met";
            case PERHAPS_MET -> "met?";
            case PERHAPS_MISSED -> "miss?";
            case MISSED -> "miss";
        };
    }

    /**
     * The speed of one of our classes against one peer over all cells of a family's grid, as a
     * geometric mean, and the speed of the worst cell; empty if there are fewer than two cells.
     */
    static Optional<String> grid(
            List<ComparisonResult> results, Family family, String ours, String peer) {
        List<Ratio> cells =
                results.stream()
                        .filter(result -> result.family() == family)
                        .filter(result -> result.ours().equals(ours) && result.peer().equals(peer))
                        .map(ComparisonResult::ratio)
                        .toList();
        if (cells.size() < 2) {
            return Optional.empty();
        }
        double logs =
                cells.stream().mapToDouble(cell -> Math.log(cell.median())).average().orElse(0);
        double worst = cells.stream().mapToDouble(Ratio::median).max().orElse(1);
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "%s / %s over %d %s cells:%n"
                                + "  speed %s on geometric average, %s in the worst cell",
                        ours,
                        peer,
                        cells.size(),
                        family,
                        Numbers.ratio(Math.exp(-logs)),
                        Numbers.ratio(1 / worst)));
    }
}
