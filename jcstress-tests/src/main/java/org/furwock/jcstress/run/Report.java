package org.furwock.jcstress.run;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The table for the terminal: lines are wrapped at 80 columns. */
final class Report {

    private static final int WIDTH = Lines.WIDTH;
    private static final int MAX_NAME = 32;
    private static final int COUNTS = 16;
    private static final int EVIDENCE_LINES = 30;

    /** Begins the part of a dump that lists threads with their system calls. */
    static final String KERNEL_VIEW = "the kernel's view";

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void print(List<TestSummary> summaries) {
        int name = Math.min(MAX_NAME, widest(summaries, TestSummary::shortName));
        int verdict = Math.max("verdict".length(), widest(summaries, TestSummary::verdict));
        String format = "%-" + name + "s %5s %9s  %-" + verdict + "s  %s";
        int outcomes = WIDTH - name - COUNTS - 2 - verdict - 2;
        out.println(String.format(format, "test", "forks", "samples", "verdict", "outcomes"));
        out.println("-".repeat(WIDTH));
        for (TestSummary summary : summaries) {
            String row =
                    String.format(
                            format,
                            cut(summary.shortName(), name),
                            summary.forks(),
                            count(summary.samples()),
                            summary.verdict(),
                            cut(summary.outcomes(), outcomes));
            out.println(row.stripTrailing());
        }
        out.println("-".repeat(WIDTH));
    }

    /** The details of each test with a surprise. */
    void printComplaints(List<TestSummary> surprises) {
        for (TestSummary summary : surprises) {
            out.println(summary.verdict() + ": " + summary.shortName());
            if (summary.isBroken() && summary.complaints().isEmpty()) {
                out.println("  broken on purpose, but no run has found the flaw");
            }
            summary.complaints().forEach(line -> Lines.println(out, "  " + line.stripTrailing()));
            out.println();
        }
    }

    /**
     * The first lines of the evidence for each of these tests, up to the kernel's view of threads.
     */
    void printEvidence(List<TestSummary> found) {
        for (TestSummary summary : found) {
            out.println(summary.verdict() + ": " + summary.shortName());
            summary.complaints().stream()
                    .takeWhile(line -> !line.strip().startsWith(KERNEL_VIEW))
                    .limit(EVIDENCE_LINES)
                    .forEach(line -> Lines.println(out, "  " + line.stripTrailing()));
            out.println();
        }
    }

    private static int widest(List<TestSummary> all, Function<TestSummary, String> column) {
        return all.stream().map(column).mapToInt(String::length).max().orElse(0);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 2) + "..";
    }

    private static String count(long samples) {
        if (samples < 100_000) {
            return Long.toString(samples);
        }
        return samples < 10_000_000
                ? samples / 1000 + " k"
                : String.format(Locale.ROOT, "%.1f M", samples / 1e6);
    }
}
