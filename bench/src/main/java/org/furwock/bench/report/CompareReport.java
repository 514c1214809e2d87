package org.furwock.bench.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.ForkMode;
import org.furwock.bench.compare.Latency;
import org.furwock.bench.compare.Pace;

/**
 * All that one {@code compare} found out.
 *
 * @param version of Furwock
 * @param command how it was started
 * @param started when
 * @param seconds how long it took
 * @param machine where
 * @param pace how long each round worked on a case
 * @param forkMode in which JVMs the contestants ran
 * @param rounds how many rounds there were
 * @param results the ratios, in all environments
 * @param latencies the round trips
 * @param memory the bytes
 * @param failures the cases that failed, and how
 * @param notes what was left out, and why
 */
public record CompareReport(
        String version,
        String command,
        Instant started,
        long seconds,
        Machine machine,
        Pace pace,
        ForkMode forkMode,
        int rounds,
        List<ComparisonResult> results,
        List<Latency> latencies,
        List<MemoryUse> memory,
        Map<String, String> failures,
        List<String> notes) {

    /** Copies the collections. */
    public CompareReport {
        results = List.copyOf(results);
        latencies = List.copyOf(latencies);
        memory = List.copyOf(memory);
        failures = Map.copyOf(failures);
        notes = List.copyOf(notes);
    }

    /** The ratios of the idle environment, in which all cases are measured. */
    public List<ComparisonResult> idleResults() {
        return results.stream().filter(result -> result.environment() == Environment.IDLE).toList();
    }

    /** The round trips of the idle environment. */
    public List<Latency> idleLatencies() {
        return latencies.stream()
                .filter(latency -> latency.environment() == Environment.IDLE)
                .toList();
    }
}
