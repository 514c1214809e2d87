package org.furwock.bench.compare;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.furwock.bench.jmh.RoundTrips;

/**
 * Runs cases in rounds. A round visits each case once, with fresh processes. In a case the
 * contestants take turns, and each turn starts with another one. So a disturbance by the rest of
 * the machine affects all of them alike, whether it lasts milliseconds or minutes.
 */
public final class Comparison {

    private static final int LEAST_ROUNDS = 3;

    private final List<Case> cases;
    private final Pace pace;
    private final int rounds;
    private final Duration limit;
    private final ForkMode forkMode;
    private final Progress progress;
    private final Map<Case, Score> scores = new LinkedHashMap<>();
    private final Map<Case, String> failures = new LinkedHashMap<>();
    private final Map<Case, Map<Contestant, Histogram>> roundTrips = new LinkedHashMap<>();
    private final Map<Case, Map<Contestant, List<Double>>> processorTimes = new LinkedHashMap<>();
    private int completed;

    /** The turns of every contestant of one case, a list for each round. */
    private record Score(Map<Contestant, List<List<Double>>> turns) {}

    /**
     * @param rounds the number of rounds
     * @param forkMode in which JVMs the contestants run
     * @param limit the time limit: a round that would end later is not started, unless there are
     *     too few yet
     */
    public Comparison(
            List<Case> cases,
            Pace pace,
            int rounds,
            Duration limit,
            ForkMode forkMode,
            Progress progress) {
        this.cases = List.copyOf(cases);
        this.pace = pace;
        this.rounds = rounds;
        this.limit = limit;
        this.forkMode = forkMode;
        this.progress = progress;
    }

    /** The number of turns, if no case fails. */
    public static long turns(List<Case> cases, Pace pace, int rounds) {
        return rounds
                * cases.stream()
                        .mapToLong(one -> (long) one.contestants().size() * one.pace(pace).turns())
                        .sum();
    }

    /** Runs all rounds. A case that fails is left out of the following rounds. */
    public void run() throws InterruptedException {
        long start = System.nanoTime();
        long longest = 0;
        for (int round = 1; round <= rounds; round++) {
            long begin = System.nanoTime();
            if (round > LEAST_ROUNDS && begin - start + longest > limit.toNanos()) {
                return;
            }
            progress.round(round, rounds);
            for (Case one : cases) {
                if (!failures.containsKey(one)) {
                    visit(one, round);
                }
            }
            completed = round;
            longest = Math.max(longest, System.nanoTime() - begin);
        }
    }

    private void visit(Case one, int round) throws InterruptedException {
        progress.begin(one);
        try {
            Map<Contestant, List<Double>> turns = takeTurns(one, round);
            Score score = scores.computeIfAbsent(one, key -> new Score(new LinkedHashMap<>()));
            turns.forEach(
                    (contestant, list) ->
                            score.turns
                                    .computeIfAbsent(contestant, key -> new ArrayList<>())
                                    .add(list));
        } catch (IOException e) {
            failures.put(one, String.valueOf(e.getMessage()));
        }
    }

    private Map<Contestant, List<Double>> takeTurns(Case one, int round)
            throws IOException, InterruptedException {
        Pace pacing = one.pace(pace);
        Map<Contestant, List<Double>> turns = new LinkedHashMap<>();
        try (ForkMode.Team team = forkMode.start(one, pacing)) {
            int turn = 0;
            for (; turn < pacing.warmups(); turn++) {
                takeTurnEach(team, round + turn);
            }
            try (Neighbours neighbours = Neighbours.of(one.environment())) {
                for (; turn < pacing.turns(); turn++) {
                    takeTurnEach(team, round + turn)
                            .forEach(
                                    (contestant, taken) -> {
                                        turns.computeIfAbsent(contestant, key -> new ArrayList<>())
                                                .add(taken.nanos());
                                        keepRoundTrips(one, contestant, taken);
                                    });
                }
                neighbours.check();
            }
        }
        return turns;
    }

    /** A turn for each contestant, starting with {@code first}. */
    private Map<Contestant, Turn> takeTurnEach(ForkMode.Team team, int first)
            throws IOException, InterruptedException {
        List<Contestant> order = List.copyOf(team.competitors().keySet());
        Map<Contestant, Turn> taken = new LinkedHashMap<>();
        for (int i = 0; i < order.size(); i++) {
            Contestant next = order.get((first + i) % order.size());
            taken.put(next, Objects.requireNonNull(team.competitors().get(next)).takeTurn());
            progress.turn();
        }
        return taken;
    }

    private void keepRoundTrips(Case one, Contestant contestant, Turn turn) {
        if (turn.roundTrips().getTotalCount() > 0) {
            roundTrips
                    .computeIfAbsent(one, key -> new LinkedHashMap<>())
                    .computeIfAbsent(contestant, key -> RoundTrips.empty())
                    .add(turn.roundTrips());
            processorTimes
                    .computeIfAbsent(one, key -> new LinkedHashMap<>())
                    .computeIfAbsent(contestant, key -> new ArrayList<>())
                    .add(turn.processorNanos());
        }
    }

    /** The number of rounds that were run. */
    public int completedRounds() {
        return completed;
    }

    /** The cases that failed, with the reasons. */
    public Map<Case, String> failures() {
        return Map.copyOf(failures);
    }

    /** The results of all cases that did not fail. */
    public List<ComparisonResult> results() {
        List<ComparisonResult> results = new ArrayList<>();
        scores.forEach(
                (one, score) -> {
                    if (!failures.containsKey(one)) {
                        for (Contestant ours : one.ours()) {
                            for (Contestant peer : one.peers()) {
                                results.add(result(one, ours, peer, score.turns));
                            }
                        }
                    }
                });
        return results;
    }

    /** The latencies of all cases with round trips. */
    public List<Latency> latencies() {
        List<Latency> latencies = new ArrayList<>();
        roundTrips.forEach(
                (one, byContestant) -> {
                    if (!failures.containsKey(one)) {
                        byContestant.forEach(
                                (contestant, histogram) ->
                                        latencies.add(
                                                Latency.of(
                                                        one.family(),
                                                        one.title(),
                                                        one.environment(),
                                                        contestant.name(),
                                                        histogram,
                                                        processorTime(one, contestant))));
                    }
                });
        return latencies;
    }

    private double processorTime(Case one, Contestant contestant) {
        return Ratios.median(
                processorTimes.getOrDefault(one, Map.of()).getOrDefault(contestant, List.of()));
    }

    private static ComparisonResult result(
            Case one, Contestant ours, Contestant peer, Map<Contestant, List<List<Double>>> turns) {
        List<List<Double>> oursRounds = turns.getOrDefault(ours, List.of());
        List<List<Double>> peerRounds = turns.getOrDefault(peer, List.of());
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < oursRounds.size(); round++) {
            ratios.add(Ratios.ofRound(oursRounds.get(round), peerRounds.get(round)));
        }
        return new ComparisonResult(
                one.family(),
                one.title(),
                one.environment(),
                ours.name(),
                peer.name(),
                medianOfAll(oursRounds),
                medianOfAll(peerRounds),
                Ratios.ofRounds(ratios),
                ratios);
    }

    private static double medianOfAll(List<List<Double>> rounds) {
        return Ratios.median(rounds.stream().flatMap(List::stream).toList());
    }
}
