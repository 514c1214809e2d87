package org.furwock.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.Latency;

/** The effect of the locks on programs: speed, the slowest operations, and processor time. */
public final class ProgramTable {

    private ProgramTable() {}

    /** A row for each program and environment; empty if there are none. */
    public static String render(List<ComparisonResult> all, List<Latency> latencies) {
        List<ComparisonResult> results =
                all.stream().filter(result -> result.family() == Family.PROGRAMS).toList();
        if (results.isEmpty()) {
            return "";
        }
        StringBuilder text =
                new StringBuilder(
                                "Programs with our locks against the JDK's; speed: higher is better")
                        .append(System.lineSeparator())
                        .append(
                                line(
                                        "program", "", "speed", "ops/s", "99.9 %", "JDK's",
                                        "CPU/op", "JDK's"));
        results.forEach(result -> text.append(row(result, latencies)));
        means(results).forEach((environment, mean) -> text.append(mean(environment, mean)));
        return text.append(System.lineSeparator()).toString();
    }

    private static String row(ComparisonResult result, List<Latency> latencies) {
        Latency ours = latency(result, result.ours(), latencies);
        Latency jdk = latency(result, result.peer(), latencies);
        return line(
                result.title(),
                result.environment(),
                speed(1 / result.ratio().median()),
                String.format(Locale.ROOT, "%,.0f", 1e9 / result.oursNanos()),
                Numbers.time((double) ours.p999()).strip(),
                Numbers.time((double) jdk.p999()).strip(),
                Numbers.time(ours.processorNanos()).strip(),
                Numbers.time(jdk.processorNanos()).strip());
    }

    private static Latency latency(
            ComparisonResult result, String contestant, List<Latency> latencies) {
        return latencies.stream()
                .filter(one -> one.family() == result.family())
                .filter(one -> one.title().equals(result.title()))
                .filter(one -> one.environment() == result.environment())
                .filter(one -> one.contestant().equals(contestant))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no operation was timed: " + result));
    }

    /** The geometric mean of the speeds, in each environment. */
    static Map<Environment, Double> means(List<ComparisonResult> results) {
        Map<Environment, Double> means = new LinkedHashMap<>();
        for (Environment environment : Environment.values()) {
            results.stream()
                    .filter(result -> result.environment() == environment)
                    .mapToDouble(result -> -Math.log(result.ratio().median()))
                    .average()
                    .ifPresent(mean -> means.put(environment, Math.exp(mean)));
        }
        return means;
    }

    private static String mean(Environment environment, double mean) {
        return line("geometric mean", environment, speed(mean), "", "", "", "", "");
    }

    private static String speed(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String line(Object... columns) {
        return String.format(Locale.ROOT, "%-22s %-4s %5s %9s %8s %8s %8s %8s%n", columns)
                .replaceAll(" +(\\R)$", "$1");
    }
}
