package org.furwock.bench.compare;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Computes a ratio from turns in two steps: turns in the same JVM are not independent of one
 * another, but rounds in fresh JVMs are.
 */
public final class Ratios {

    /** The confidence: the share of such intervals that contain the true ratio. */
    public static final double CONFIDENCE = 0.95;

    private Ratios() {}

    /** The median. */
    public static double median(List<Double> values) {
        return new Median().evaluate(toArray(values));
    }

    /**
     * A round's ratio: the median over its turns, each against the turn of the peer beside it, so
     * that a disturbance at that time affects both.
     *
     * @throws IllegalArgumentException if there are no turns, or if the numbers differ
     */
    public static double ofRound(List<Double> ours, List<Double> peer) {
        if (ours.isEmpty() || ours.size() != peer.size()) {
            throw new IllegalArgumentException(
                    "there must be as many turns of both: " + ours.size() + " and " + peer.size());
        }
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ours.get(i) / peer.get(i);
        }
        return new Median().evaluate(ratios);
    }

    /**
     * The ratio over all rounds, with Student's interval of their logarithms: twice as fast and
     * half as fast are equally far from 1.
     *
     * @throws IllegalArgumentException if there are fewer than two rounds, which have no spread
     */
    public static Ratio ofRounds(List<Double> rounds) {
        if (rounds.size() < 2) {
            throw new IllegalArgumentException(
                    "there must be at least 2 rounds, and are " + rounds.size());
        }
        SummaryStatistics logs = new SummaryStatistics();
        rounds.forEach(ratio -> logs.addValue(Math.log(ratio)));
        double t =
                new TDistribution(rounds.size() - 1)
                        .inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        double halfWidth = t * logs.getStandardDeviation() / Math.sqrt(rounds.size());
        return new Ratio(
                median(rounds),
                Math.exp(logs.getMean() - halfWidth),
                Math.exp(logs.getMean() + halfWidth));
    }

    private static double[] toArray(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
