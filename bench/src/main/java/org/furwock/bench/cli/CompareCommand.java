package org.furwock.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.furwock.bench.compare.Allocation;
import org.furwock.bench.compare.Case;
import org.furwock.bench.compare.Catalogue;
import org.furwock.bench.compare.Comparison;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.ForkMode;
import org.furwock.bench.compare.Grid;
import org.furwock.bench.compare.Pace;
import org.furwock.bench.jmh.LockKind;
import org.furwock.bench.jmh.RwLockKind;
import org.furwock.bench.peer.CPeer;
import org.furwock.bench.report.Answer;
import org.furwock.bench.report.CompareReport;
import org.furwock.bench.report.Footprint;
import org.furwock.bench.report.HtmlReport;
import org.furwock.bench.report.JsonReport;
import org.furwock.bench.report.Machine;
import org.furwock.bench.report.MemoryUse;
import org.furwock.bench.report.ProgramTable;
import org.furwock.bench.report.Prose;
import org.furwock.bench.report.ResultTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main command: measures our classes and their peers side by side, and prints a table. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Measures Furwock against its peers on this machine: does it pay here?",
        footer = {
            "",
            "The contestants of a case take turns of a twentieth of a second, so that a disturbance"
                    + " by the rest of the machine affects all alike. They share a JVM, new for"
                    + " each round, with code compiled for each alone. With --full each contestant"
                    + " has its own JVMs. Without options the run takes a quarter of an hour.",
            "",
            "A program always has a JVM for each side, and longer turns. Without --only or --full,"
                    + " only two programs run.",
            "",
            "Beside busy loops, turns are ten times as long: at least half a second. The loops are"
                    + " separate processes, started before these turns and ended after them.",
            "",
            "Exit status: 0 if all was measured, 1 if something failed, 2 for wrong usage."
        })
final class CompareCommand implements Callable<Integer>, JmhUser {

    /** With three rounds, the interval is twice as wide, and most cases stay undecided. */
    private static final int NORMAL_ROUNDS = 5;

    private static final int QUICK_ROUNDS = 2;
    private static final int FULL_ROUNDS = 5;
    private static final Duration NORMAL_LIMIT = Duration.ofMinutes(18);
    private static final Duration NO_LIMIT = Duration.ofDays(1);

    /** How thorough the run is. */
    static final class Effort {
        @Option(names = "--quick", description = "Shorter turns and fewer rounds: a first look.")
        boolean quick;

        @Option(
                names = "--full",
                description = "More settings, longer turns, JVMs apart: two hours.")
        boolean full;
    }

    @Spec CommandSpec spec;

    @ArgGroup(exclusive = true)
    @Nullable Effort effort;

    @Mixin final Environments environments = new Environments();

    @Option(
            names = "--only",
            paramLabel = "FAMILY",
            description = "Only this family (repeatable): ${COMPLETION-CANDIDATES}.")
    @Nullable Set<Family> only;

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "N",
            description = "Thread counts of the contended and the fair cases, for example 2,4,8.")
    @Nullable List<Integer> threads;

    @Option(names = "--rounds", paramLabel = "N", description = "How many rounds, at least 2.")
    @Nullable Integer rounds;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write the results to this file, with every round's ratio.")
    @Nullable Path json;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "results",
            description =
                    "Where to write report.html and report.json; ${DEFAULT-VALUE} if not given.")
    Path folder;

    private static final List<LockKind> MEASURED_LOCKS =
            List.of(LockKind.MUTEX, LockKind.FUTEX_REENTRANT_LOCK, LockKind.REENTRANT_LOCK);

    private final List<String> notes = new ArrayList<>();
    private final Map<String, String> failures = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkOptions();
        Instant started = Instant.now();
        Machine machine = Machine.here();
        PrintWriter out = spec.commandLine().getOut();
        out.println("Furwock " + Version.text() + " against its peers");
        out.println();
        out.print(machine.describe());
        out.flush();
        Pace pace = pace();
        try (CPeer.Result c = CPeer.compile()) {
            List<Case> cases = cases(machine, c);
            notes.forEach(note -> out.print(Prose.wrap("  note      ", note)));
            out.println();
            out.flush();
            if (cases.isEmpty() && !families().contains(Family.MEMORY)) {
                out.println("Nothing is left to compare.");
                return 1;
            }
            Comparison comparison = new Gauge(pace, rounds(), limit(), forkMode()).run(cases);
            CompareReport report = report(started, machine, pace, comparison, memory());
            print(report);
            write(report);
            return report.failures().isEmpty() ? 0 : 1;
        }
    }

    private void write(CompareReport report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Files.createDirectories(folder);
        JsonReport.write(report, folder.resolve("report.json"));
        if (json != null) {
            JsonReport.write(report, json);
        }
        Path page = folder.resolve("report.html");
        HtmlReport.write(report, page);
        out.print(Prose.wrap("With pictures: ", page.toString()));
        out.print(Prose.wrap("For programs:  ", folder.resolve("report.json").toString()));
        out.flush();
    }

    private List<MemoryUse> memory() {
        List<MemoryUse> memory = new ArrayList<>();
        if (families().contains(Family.MEMORY)) {
            try {
                for (LockKind kind : MEASURED_LOCKS) {
                    double allocated = Allocation.bytesPerRound(kind);
                    memory.add(Footprint.of(kind.title(), kind::create, allocated));
                }
                for (RwLockKind kind : RwLockKind.values()) {
                    memory.add(Footprint.of(kind.title(), kind::create, -1));
                }
            } catch (IOException | RuntimeException e) {
                // JOL may throw anything; that must not lose the other results.
                failures.put(Family.MEMORY.toString(), String.valueOf(e.getMessage()));
            }
        }
        return memory;
    }

    private void checkOptions() {
        if (rounds != null && rounds < 2) {
            throw usage("--rounds must be at least 2, since one round has no spread: " + rounds);
        }
        if (threads != null && threads.stream().anyMatch(count -> count < 1)) {
            throw usage("--threads must be at least 1: " + threads);
        }
        // Report these errors now, not after two minutes.
        Path parent = json == null ? null : json.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw usage("--json: there is no folder " + parent);
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw usage("--out: this is no folder: " + folder);
        }
        if (families().contains(Family.PROBE)) {
            throw usage("--only: probe is a command of its own");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private boolean isQuick() {
        return effort != null && effort.quick;
    }

    private boolean isFull() {
        return effort != null && effort.full;
    }

    private Pace pace() {
        return isFull() ? Pace.FULL : isQuick() ? Pace.QUICK : Pace.NORMAL;
    }

    private ForkMode forkMode() {
        return isFull() ? ForkMode.APART : ForkMode.TOGETHER;
    }

    private int rounds() {
        if (rounds != null) {
            return rounds;
        }
        return isFull() ? FULL_ROUNDS : isQuick() ? QUICK_ROUNDS : NORMAL_ROUNDS;
    }

    private Duration limit() {
        return isFull() || rounds != null || threads != null ? NO_LIMIT : NORMAL_LIMIT;
    }

    private Set<Family> families() {
        return only == null ? Family.ofCompare() : only;
    }

    private List<Case> cases(Machine machine, CPeer.Result c) {
        if (c.peer() == null) {
            notes.add("C is left out: " + c.obstacle());
        }
        Catalogue catalogue = new Catalogue(kernelEngines(machine), c.peer());
        List<Case> cases = new ArrayList<>();
        for (Family family : families()) {
            List<Case> some = catalogue.cases(family, grid(family));
            if (family == Family.PROGRAMS && only == null && !isFull()) {
                some = Catalogue.quickPrograms(some);
            }
            if (some.isEmpty() && family != Family.MEMORY) {
                notes.add(family + " is left out: there is nothing to compare with here");
            }
            cases.addAll(some);
        }
        return environments.of(cases, isFull(), notes);
    }

    private Grid grid(Family family) {
        Grid grid =
                family == Family.FAIR
                        ? isFull() ? Grid.FAIR_FULL : Grid.FAIR_NORMAL
                        : isFull() ? Grid.FULL : Grid.NORMAL;
        return threads == null ? grid : grid.withThreads(threads);
    }

    /**
     * The engine of the property alone, if it is set; else the usual one, and JNA in addition to
     * FFM.
     */
    private static Set<String> kernelEngines(Machine machine) {
        Set<String> engines = new LinkedHashSet<>();
        if (!machine.engine().equals("emulated")) {
            engines.add(machine.engine());
            if (System.getProperty("furwock.engine") == null) {
                engines.add("jna");
            }
        }
        return engines;
    }

    private CompareReport report(
            Instant started,
            Machine machine,
            Pace pace,
            Comparison comparison,
            List<MemoryUse> memory) {
        comparison.failures().forEach((one, how) -> failures.put(one.toString(), how));
        return new CompareReport(
                Version.text(),
                String.join(" ", spec.commandLine().getParseResult().originalArgs()),
                started,
                Duration.between(started, Instant.now()).toSeconds(),
                machine,
                pace,
                forkMode(),
                comparison.completedRounds(),
                comparison.results(),
                comparison.latencies(),
                memory,
                failures,
                notes);
    }

    private void print(CompareReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (!report.results().isEmpty()) {
            out.print(ResultTable.render(report.idleResults(), report.machine().engine()));
            out.print(ResultTable.latencies(report.latencies()));
            out.print(ProgramTable.render(report.results(), report.latencies()));
            out.print(ResultTable.memory(report.memory()));
            out.println();
            String sideBySide = ResultTable.sideBySide(report.results());
            if (!sideBySide.isEmpty()) {
                out.println(sideBySide);
            }
            ResultTable.summary(report.idleResults()).forEach(out::println);
            out.println(ResultTable.LEGEND);
            out.println();
            Answer.sentences(report.results()).forEach(one -> out.print(Prose.wrap("", one)));
            out.println();
        } else {
            out.print(ResultTable.memory(report.memory()));
        }
        out.println(report.rounds() + " of " + rounds() + " rounds in " + report.seconds() + " s.");
        report.failures()
                .forEach((name, how) -> out.print(Prose.wrap("FAILED: ", name + ": " + how)));
        out.flush();
    }
}
