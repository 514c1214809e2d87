package org.furwock.bench.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.ForkMode;
import org.furwock.bench.compare.Grid;
import org.furwock.bench.compare.Latency;
import org.furwock.bench.compare.Pace;
import org.furwock.bench.compare.Ratio;
import org.furwock.bench.compare.Ratios;

/** Reports for tests. */
final class Reports {

    private Reports() {}

    /** A result for each cell of the usual grid. */
    static List<ComparisonResult> grid(String peer) {
        return Grid.NORMAL.cells().stream()
                .map(
                        cell ->
                                new ComparisonResult(
                                        Family.CONTENDED,
                                        cell.title(),
                                        Environment.IDLE,
                                        "Mutex",
                                        peer,
                                        10.5,
                                        21.0,
                                        new Ratio(0.5, 0.4, 0.6),
                                        List.of(0.45, 0.55)))
                .toList();
    }

    /** Ours against the peer in an environment: the ratio of times, in three rounds. */
    static ComparisonResult result(
            Family family,
            String title,
            Environment environment,
            String ours,
            String peer,
            double ratio) {
        List<Double> rounds = List.of(ratio * 0.999, ratio, ratio * 1.001);
        return new ComparisonResult(
                family,
                title,
                environment,
                ours,
                peer,
                1_234.5 * ratio,
                1_234.5,
                Ratios.ofRounds(rounds),
                rounds);
    }

    /** One that fills every part of the page, with the longest names that there are. */
    static CompareReport everything() {
        List<ComparisonResult> results = new ArrayList<>();
        Grid.FULL
                .cells()
                .forEach(
                        cell ->
                                results.add(
                                        result(
                                                Family.CONTENDED,
                                                cell.title(),
                                                Environment.IDLE,
                                                "FutexReentrantLock",
                                                "ReentrantLock",
                                                0.2 * cell.threads() / (1 + cell.section()))));
        for (Environment environment : Environment.values()) {
            results.add(
                    result(
                            Family.RWLOCK,
                            "4 threads, 95 % reads",
                            environment,
                            "FutexReentrantReadWriteLock",
                            "ReentrantReadWriteLock",
                            0.5 + environment.ordinal()));
            results.add(
                    result(
                            Family.BARRIER,
                            "32 parties",
                            environment,
                            "Barrier",
                            "CyclicBarrier",
                            0.05));
        }
        results.add(result(Family.PINGPONG, "", Environment.IDLE, "Futex", "LockSupport", 0.8));
        return with(
                results,
                latency("Futex", 9_000),
                latency("LockSupport", 12_000),
                latency("C, yielding", 3_000));
    }

    /** The sample's machine and bytes with other results. */
    static CompareReport with(List<ComparisonResult> results, Latency... latencies) {
        CompareReport sample = sample();
        return new CompareReport(
                sample.version(),
                "compare --full --busy --pinned",
                sample.started(),
                7_000,
                sample.machine(),
                Pace.FULL,
                ForkMode.APART,
                3,
                results,
                List.of(latencies),
                sample.memory(),
                sample.failures(),
                sample.notes());
    }

    private static Latency latency(String contestant, long nanos) {
        return new Latency(
                Family.PINGPONG,
                "",
                Environment.IDLE,
                contestant,
                400,
                nanos,
                nanos + 1_000,
                3 * nanos,
                10 * nanos,
                1_000_000,
                List.of());
    }

    /** One with something of everything, and characters that need care. */
    static CompareReport sample() {
        List<ComparisonResult> results = new ArrayList<>(grid("ReentrantLock"));
        results.add(
                new ComparisonResult(
                        Family.BARRIER,
                        "8 parties",
                        Environment.IDLE,
                        "Barrier",
                        "CyclicBarrier",
                        9_000,
                        10_000,
                        new Ratio(0.9, 0.85, 0.95),
                        List.of(0.85, 0.95)));
        results.add(
                new ComparisonResult(
                        Family.BARRIER,
                        "2 parties",
                        Environment.IDLE,
                        "Barrier",
                        "Phaser",
                        9_000,
                        10_000,
                        new Ratio(0.9, 0.0001, 9_999),
                        List.of(0.0001, 9_999.0)));
        return new CompareReport(
                "1.2.3",
                "compare --only \"a<b\"",
                Instant.parse("2025-02-03T04:05:06.789Z"),
                107,
                new Machine(
                        "Linux 6.1",
                        "CPU \"quoted\"",
                        2,
                        0.5,
                        "JDK 17",
                        "jna",
                        "why",
                        List.of("ffm: too old")),
                Pace.NORMAL,
                ForkMode.TOGETHER,
                2,
                results,
                List.of(
                        new Latency(
                                Family.PINGPONG,
                                "",
                                Environment.IDLE,
                                "Futex",
                                400,
                                9_000,
                                11_000,
                                30_000,
                                90_000,
                                1_000_000,
                                List.of(
                                        new Latency.Bin(8_000, 0.75),
                                        new Latency.Bin(16_000, 0.25)))),
                List.of(new MemoryUse("Mutex", 24, 64, 0.5)),
                Map.of("latch", "it broke"),
                List.of("C is left out"));
    }
}
