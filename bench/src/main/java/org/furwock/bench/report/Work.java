package org.furwock.bench.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.Ratio;
import org.furwock.bench.compare.Ratios;

/**
 * A kind of work in which a program may swap one of the JDK's classes for ours.
 *
 * @param family the family
 * @param cases results of our class against the class that it replaces, in one environment; at
 *     least one
 */
record Work(Family family, List<ComparisonResult> cases) {

    /**
     * Our classes, each with the JDK's class that it replaces; the last entries are whole programs.
     */
    private static final Map<String, String> SWAPS =
            Map.of(
                    "FutexReentrantLock", "ReentrantLock",
                    "FutexReentrantLock, fair", "ReentrantLock, fair",
                    "FutexReentrantReadWriteLock", "ReentrantReadWriteLock",
                    "Barrier", "CyclicBarrier",
                    "Semaphore", "j.u.c.Semaphore",
                    "Latch", "CountDownLatch",
                    "Furwock", "JDK");

    private static final Map<Family, String> NAMES =
            Map.ofEntries(
                    Map.entry(Family.UNCONTENDED, "uncontended locks"),
                    Map.entry(Family.CONTENDED, "contended locks"),
                    Map.entry(Family.FAIR, "fair locks"),
                    Map.entry(Family.CONDITION, "conditions"),
                    Map.entry(Family.QUEUE, "bounded queues"),
                    Map.entry(Family.RWLOCK, "reader-writer locks"),
                    Map.entry(Family.BARRIER, "barriers"),
                    Map.entry(Family.SEMAPHORE, "semaphores"),
                    Map.entry(Family.LATCH, "latches"),
                    Map.entry(Family.PROGRAMS, "programs"),
                    Map.entry(Family.VIRTUAL, "virtual threads"));

    Work {
        cases = List.copyOf(cases);
    }

    /** The works of an environment, in the order of their families. */
    static List<Work> of(List<ComparisonResult> results, Environment environment) {
        Map<Family, List<ComparisonResult>> byFamily = new EnumMap<>(Family.class);
        results.stream()
                .filter(result -> result.environment() == environment)
                .filter(result -> result.peer().equals(SWAPS.get(result.ours())))
                .forEach(
                        result ->
                                byFamily.computeIfAbsent(result.family(), key -> new ArrayList<>())
                                        .add(result));
        List<Work> works = new ArrayList<>();
        byFamily.forEach((family, cases) -> works.add(new Work(family, cases)));
        return works;
    }

    /** The name in a sentence. */
    String name() {
        return NAMES.getOrDefault(family, family.toString());
    }

    /** The geometric mean of the cases, with an interval over the rounds. */
    Ratio mean() {
        return cases.size() == 1 ? cases.get(0).ratio() : Ratios.ofRounds(roundMeans());
    }

    /** The geometric mean of some works, each with the same weight. */
    static Ratio mean(List<Work> works) {
        return works.size() == 1
                ? works.get(0).mean()
                : Ratios.ofRounds(roundMeans(works.stream().map(Work::roundMeans).toList()));
    }

    private List<Double> roundMeans() {
        return roundMeans(cases.stream().map(ComparisonResult::rounds).toList());
    }

    /** Round by round, since a disturbance of a round affects all its results. */
    private static List<Double> roundMeans(List<List<Double>> parts) {
        int rounds = parts.stream().mapToInt(List::size).min().orElse(0);
        List<Double> means = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            int round = i;
            means.add(
                    Math.exp(
                            parts.stream()
                                    .mapToDouble(part -> Math.log(part.get(round)))
                                    .average()
                                    .orElse(0)));
        }
        return means;
    }
}
