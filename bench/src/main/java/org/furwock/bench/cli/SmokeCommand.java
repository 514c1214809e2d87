package org.furwock.bench.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.furwock.bench.compare.Case;
import org.furwock.bench.compare.Catalogue;
import org.furwock.bench.compare.Comparison;
import org.furwock.bench.compare.Contestant;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.ForkMode;
import org.furwock.bench.compare.Grid;
import org.furwock.bench.compare.JmhContestant;
import org.furwock.bench.compare.Pace;
import org.furwock.bench.compare.Pinning;
import org.furwock.bench.jmh.VirtualThreads;
import org.furwock.bench.peer.CPeer;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks that every benchmark runs. */
@Command(
        name = "smoke",
        mixinStandardHelpOptions = true,
        description = "Runs every benchmark once, very shortly, and fails if one does (for CI).")
final class SmokeCommand implements Callable<Integer>, JmhUser {

    private static final TimeValue SHORT = TimeValue.milliseconds(50);
    private static final Pace SHORTEST = new Pace(0, 1, 20);

    @Spec CommandSpec spec;

    private final List<String> failed = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Set<String> benchmarks = benchmarks();
        if (benchmarks.isEmpty()) {
            out().println("There are no benchmarks in this jar.");
            return 1;
        }
        benchmarks.removeAll(runComparison());
        for (String benchmark : benchmarks) {
            runBenchmark(benchmark);
        }
        out().println(failed.isEmpty() ? "All ran." : "FAILED: " + String.join(", ", failed));
        return failed.isEmpty() ? 0 : 1;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static Set<String> benchmarks() {
        OutputFormat silent =
                OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
        Set<String> names = new TreeSet<>();
        for (BenchmarkListEntry entry : BenchmarkList.defaultList().getAll(silent, List.of())) {
            String name = entry.getUsername();
            boolean virtual = name.startsWith(VirtualThreads.class.getName() + ".");
            if (!virtual || Runtime.version().feature() >= VirtualThreads.FIRST_JDK) {
                names.add(name);
            }
        }
        return names;
    }

    private void runBenchmark(String name) {
        Options options =
                new OptionsBuilder()
                        .include("^" + Pattern.quote(name) + "$")
                        .forks(1)
                        .warmupForks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(SHORT)
                        .timeout(TimeValue.seconds(10))
                        .shouldFailOnError(true)
                        .build();
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (PrintStream print = new PrintStream(log, true, StandardCharsets.UTF_8)) {
            OutputFormat format =
                    OutputFormatFactory.createFormatInstance(print, VerboseMode.NORMAL);
            int runs = new Runner(options, format).run().size();
            verdict(name + ", " + runs + " settings", runs > 0, log);
        } catch (RunnerException e) {
            verdict(name, false, log);
            out().println(e.getMessage());
        }
        out().flush();
    }

    private void verdict(String name, boolean ok, ByteArrayOutputStream log) {
        out().println((ok ? "ok      " : "FAILED  ") + name);
        if (!ok) {
            failed.add(name);
            out().println(log.toString(StandardCharsets.UTF_8));
        }
    }

    /** All cases, and one of them in each other environment that is possible here. */
    private List<Case> cases(Catalogue catalogue) {
        List<Case> cases = new ArrayList<>();
        for (Family family : Family.ofCompare()) {
            List<Case> some = catalogue.cases(family, Grid.NORMAL);
            cases.addAll(family == Family.PROGRAMS ? Catalogue.quickPrograms(some) : some);
        }
        Case queue = catalogue.cases(Family.QUEUE, Grid.NORMAL).get(0);
        cases.add(queue.in(Environment.BUSY));
        if (Pinning.here().isPossible()) {
            cases.add(queue.in(Environment.PINNED));
        } else {
            out().println("skipped pinned: " + Pinning.here().obstacle());
        }
        return cases;
    }

    /**
     * Runs a turn of each contestant of all cases, C too. Returns the names of the benchmarks in
     * them.
     */
    private Set<String> runComparison() throws IOException, InterruptedException {
        try (CPeer.Result c = CPeer.compile()) {
            if (c.peer() == null) {
                out().println("skipped C: " + c.obstacle());
            }
            Catalogue catalogue = new Catalogue(Set.of(), c.peer());
            List<Case> cases = cases(catalogue);
            Comparison comparison =
                    new Comparison(
                            cases,
                            SHORTEST,
                            1,
                            Duration.ofSeconds(60),
                            ForkMode.TOGETHER,
                            new NoProgress());
            comparison.run();
            Set<String> ran = new HashSet<>();
            for (Case one : cases) {
                String how = comparison.failures().get(one);
                out().println((how == null ? "ok      " : "FAILED  ") + "compare: " + one);
                if (how != null) {
                    failed.add("compare: " + one);
                    out().println(how);
                }
                for (Contestant contestant : one.contestants()) {
                    if (contestant instanceof JmhContestant jmh) {
                        ran.add(jmh.benchmark());
                    }
                }
            }
            out().flush();
            return ran;
        }
    }
}
