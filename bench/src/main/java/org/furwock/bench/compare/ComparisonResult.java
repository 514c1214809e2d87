package org.furwock.bench.compare;

import java.util.List;
import java.util.Optional;

/**
 * The result of one of our classes against one peer.
 *
 * @param family the family of the work
 * @param title the case of that family, may be empty
 * @param environment the environment of the work
 * @param ours the name of ours
 * @param peer the name of the peer
 * @param oursNanos our time per operation, the median over all turns
 * @param peerNanos the peer's
 * @param ratio our time divided by the peer's
 * @param rounds each round's ratio
 */
public record ComparisonResult(
        Family family,
        String title,
        Environment environment,
        String ours,
        String peer,
        double oursNanos,
        double peerNanos,
        Ratio ratio,
        List<Double> rounds) {

    /** Copies the list. */
    public ComparisonResult {
        rounds = List.copyOf(rounds);
    }

    /**
     * The target, if there is one; some depend on the engine. Targets are set for the idle
     * environment.
     */
    public Optional<Target> target(String engine) {
        return environment == Environment.IDLE
                ? Target.of(family, title, ours, peer, engine)
                : Optional.empty();
    }
}
