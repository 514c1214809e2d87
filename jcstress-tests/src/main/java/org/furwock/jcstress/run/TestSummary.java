package org.furwock.jcstress.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.furwock.jcstress.Watchdog;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;

/** The results of one test, from all JVMs that ran it. */
final class TestSummary {

    private static final String ROOT = "org.furwock.jcstress.";

    private final String name;
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();
    private int forks;
    private long samples;
    private Verdict verdict = Verdict.OK;

    TestSummary(String name, Collection<TestResult> results) {
        this.name = name;
        results.forEach(this::add);
        if (samples == 0 && verdict == Verdict.OK) {
            worsen(Verdict.ERROR);
            complaints.add("no sample: " + (forks == 0 ? "it did not run" : "see the log"));
        }
    }

    private void add(TestResult result) {
        forks++;
        samples += result.getTotalCount();
        for (GradingResult grade : result.grading().gradingResults.values()) {
            if (grade.count > 0) {
                outcomes.merge(grade.id, grade.count, Long::sum);
            }
            if (grade.count > 0 && grade.expect == Expect.FORBIDDEN) {
                worsen(Verdict.FORBIDDEN);
                complaints.add(
                        grade.count + " x " + grade.id + ": " + grade.description + flags(result));
            }
        }
        if (result.status() != Status.NORMAL) {
            addFailure(result);
        }
    }

    private void addFailure(TestResult result) {
        List<String> lines = new ArrayList<>(result.getMessages());
        lines.addAll(result.getVmErr());
        boolean hung = lines.stream().anyMatch(line -> line.contains(Watchdog.HEADLINE));
        worsen(hung || result.status() == Status.TIMEOUT_ERROR ? Verdict.HUNG : Verdict.ERROR);
        complaints.add(result.status() + flags(result));
        lines.stream().filter(line -> !line.isBlank()).limit(40).forEach(complaints::add);
    }

    /** The flags of the JVM in brackets; empty without any. */
    private static String flags(TestResult result) {
        String flags =
                result.getConfig().jvmArgs.stream()
                        .filter(flag -> !flag.startsWith("-javaagent") && !flag.startsWith("--"))
                        .filter(flag -> !flag.startsWith("-Djcstress."))
                        .filter(flag -> !flag.contains("IgnoreUnrecognized"))
                        .collect(Collectors.joining(" "));
        return flags.isEmpty() ? "" : " [" + flags + "]";
    }

    private void worsen(Verdict other) {
        if (other.compareTo(verdict) > 0) {
            verdict = other;
        }
    }

    String name() {
        return name;
    }

    String shortName() {
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
    }

    boolean isBroken() {
        return TestTraits.isBroken(name);
    }

    /** Whether the result is not the expected one. */
    boolean isSurprise() {
        return isBroken() ? !verdict.isFlaw() : verdict != Verdict.OK;
    }

    String verdict() {
        if (!isBroken()) {
            return verdict.toString();
        }
        return verdict.isFlaw() ? "found: " + verdict : verdict == Verdict.OK ? "ESCAPED" : "ERROR";
    }

    int forks() {
        return forks;
    }

    long samples() {
        return samples;
    }

    /** The outcomes with their shares, the most frequent first. */
    String outcomes() {
        return outcomes.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(entry -> "(" + entry.getKey() + ") " + share(entry.getValue()))
                .collect(Collectors.joining("  "));
    }

    private String share(long count) {
        double percent = 100.0 * count / samples;
        return percent >= 0.1 ? String.format("%.1f%%", percent) : count + "x";
    }

    List<String> complaints() {
        return complaints;
    }
}
