package org.furwock.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.furwock.bench.compare.Case;
import org.furwock.bench.compare.Comparison;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.ForkMode;
import org.furwock.bench.compare.JmhContestant;
import org.furwock.bench.compare.Pace;
import org.furwock.bench.jmh.ProbeRound;
import org.furwock.bench.probe.Locks;
import org.furwock.bench.report.Machine;
import org.furwock.bench.report.Prose;
import org.furwock.bench.report.ResultTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the user's own work under different locks. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = "Runs a work of your own under different locks.",
        footer = {
            "",
            "CLASS implements org.furwock.bench.probe.LockWorkload: setUp is given the lock, and"
                    + " operation is what is measured. org.furwock.bench.probe.SharedMap is an"
                    + " example. A lock is a name that compare shows (quote \"ReentrantLock,"
                    + " fair\") or a class that implements java.util.concurrent.locks.Lock."
        })
final class ProbeCommand implements Callable<Integer>, JmhUser {

    @Spec CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CLASS", description = "The work.")
    String workload;

    @Option(
            names = "--lock",
            paramLabel = "LOCK",
            defaultValue = "FutexReentrantLock",
            description = "A lock to try (repeatable); ${DEFAULT-VALUE} if none is given.")
    List<String> locks;

    @Option(
            names = "--against",
            paramLabel = "LOCK",
            defaultValue = "ReentrantLock",
            description = "The lock to compare them with; ${DEFAULT-VALUE} if none is given.")
    String baseline;

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,2,4",
            description = "Thread counts; ${DEFAULT-VALUE} if none are given.")
    List<Integer> threads;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many rounds, at least 2; ${DEFAULT-VALUE} if not given.")
    int rounds;

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            defaultValue = "",
            description = "Where to look for the classes, beside the class path.")
    String classPath;

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkOptions();
        Machine machine = Machine.here();
        PrintWriter out = spec.commandLine().getOut();
        out.print(machine.describe());
        out.println();
        out.flush();
        Comparison comparison =
                new Gauge(Pace.NORMAL, rounds, Duration.ofDays(1), ForkMode.APART).run(cases());
        if (!comparison.results().isEmpty()) {
            out.print(ResultTable.render(comparison.results(), machine.engine()));
            out.println();
            out.println(ResultTable.LEGEND);
        }
        comparison
                .failures()
                .forEach((one, how) -> out.print(Prose.wrap("FAILED: ", one + ": " + how)));
        out.flush();
        return comparison.failures().isEmpty() ? 0 : 1;
    }

    /** Reports errors now and by name; a fork would report them late. */
    private void checkOptions() throws IOException {
        if (rounds < 2 || threads.stream().anyMatch(count -> count < 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--rounds must be at least 2, and --threads at least 1");
        }
        try {
            ClassLoader loader = ProbeRound.classLoader(classPath);
            Locks.createWorkload(workload, loader);
            Locks.create(baseline, loader);
            locks.forEach(lock -> Locks.create(lock, loader));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int count : threads) {
            String title = count == 1 ? "1 thread" : count + " threads";
            cases.add(
                    new Case(
                            Family.PROBE,
                            title,
                            locks.stream().map(lock -> contestant(lock, count)).toList(),
                            List.of(contestant(baseline, count))));
        }
        return cases;
    }

    private JmhContestant contestant(String lock, int count) {
        JmhContestant one =
                JmhContestant.of(Locks.title(lock), ProbeRound.class, "round")
                        .withThreads(count)
                        .withParam("workload", workload)
                        .withParam("lock", lock);
        return classPath.isEmpty()
                ? one
                : one.withJvmArg("-D" + ProbeRound.CLASS_PATH_PROPERTY + "=" + classPath);
    }
}
