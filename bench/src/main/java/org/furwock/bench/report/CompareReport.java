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
 * All results of one {@code compare}.
 *
 * @param version of Furwock
 * @param command the command line
 * @param started when
 * @param seconds the duration
 * @param machine the machine
 * @param pace the turns of each case in a round
 * @param forkMode the distribution of the contestants over JVMs
 * @param rounds the number of rounds
 * @param results the ratios, in all environments
 * @param latencies the round trips
 * @param memory the bytes
 * @param failures the cases that failed, with the reasons
 * @param notes what was left out, with the reasons
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
