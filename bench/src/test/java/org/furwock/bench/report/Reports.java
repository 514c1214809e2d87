package org.furwock.bench.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.Grid;
import org.furwock.bench.compare.Housing;
import org.furwock.bench.compare.Latency;
import org.furwock.bench.compare.Pace;
import org.furwock.bench.compare.Ratio;

/** Reports for tests. */
final class Reports {

    private Reports() {}

    /** A result for each cell. */
    static List<ComparisonResult> grid(Grid grid, String peer) {
        return grid.cells().stream()
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

    /** One with something of everything, and characters that need care. */
    static CompareReport sample() {
        List<ComparisonResult> results = new ArrayList<>(grid(Grid.NORMAL, "ReentrantLock"));
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
                Housing.TOGETHER,
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
