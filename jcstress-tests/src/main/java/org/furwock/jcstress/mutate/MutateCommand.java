package org.furwock.jcstress.mutate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.furwock.jcstress.mutate.Baseline.Unit;
import org.furwock.jcstress.mutate.Killers.Killer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Seeds flaws into the library, one at a time, and shows which test notices each. */
@Command(
        name = "mutate",
        mixinStandardHelpOptions = true,
        description = {
            "Seeds flaws into the classes of the library, one at a time, runs the tests chosen for"
                    + " the class, and shows which of them notices it.",
            "Status 1 if a flaw is not noticed."
        })
public final class MutateCommand implements Callable<Integer> {

    private static final int MOST_AT_ONCE = 2;

    @Option(
            names = "--quick",
            description = "The most telling mutants whose tests are on record: some minutes.")
    boolean quick;

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            description = "Mutants whose name or class matches the regular expression.")
    @Nullable Pattern only;

    @Option(names = "--list", description = "Names and flaws of the mutants; runs nothing.")
    boolean list;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "How many at once (default: one for each processor, two at most).")
    int parallel = Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors());

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Writes down which test noticed which mutant, to be tried first.")
    @Nullable Path record;

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Killers killers = Killers.recorded();
        List<Mutant> mutants = selected(killers);
        if (mutants.isEmpty() || parallel < 1) {
            throw new ParameterException(spec.commandLine(), "no mutant is selected");
        }
        if (list) {
            mutants.forEach(Table::printFlaw);
            return 0;
        }
        return hunt(mutants, killers) ? 0 : 1;
    }

    private List<Mutant> selected(Killers killers) {
        return Mutants.all().stream()
                .filter(mutant -> !quick || (mutant.quick() && killers.of(mutant) != null))
                .filter(mutant -> only == null || isFound(only, mutant))
                .toList();
    }

    private static boolean isFound(Pattern expression, Mutant mutant) {
        return expression.matcher(mutant.name()).find() || expression.matcher(mutant.type()).find();
    }

    /** The names of all mutants. */
    public static List<String> names() {
        return Mutants.all().stream().map(Mutant::name).toList();
    }

    private boolean hunt(List<Mutant> mutants, Killers killers) throws Exception {
        Laboratory laboratory = Laboratory.open();
        Baseline baseline = new Baseline(laboratory);
        Table table = new Table(System.out);
        List<Mutant> seeded = mutants.stream().filter(m -> m.equivalent() == null).toList();
        baseline.prepare(lastKillers(seeded, killers));
        List<Verdict> verdicts = judge(seeded, new Hunt(laboratory, baseline, killers), table);
        mutants.stream().filter(m -> m.equivalent() != null).forEach(table::printEquivalent);
        table.printSummary(verdicts, mutants.size(), baseline.failures());
        if (record != null) {
            killers.write(record, Mutants.all());
        }
        return baseline.failures().isEmpty() && verdicts.stream().noneMatch(Verdict::survived);
    }

    private static List<Unit> lastKillers(List<Mutant> mutants, Killers killers) {
        List<Unit> units = new ArrayList<>();
        for (Mutant mutant : mutants) {
            Killer killer = killers.of(mutant);
            if (killer != null) {
                units.add(new Unit(killer.mode(), killer.test()));
            }
        }
        return units;
    }

    private List<Verdict> judge(List<Mutant> mutants, Hunt hunt, Table table)
            throws IOException, InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(parallel);
        try {
            List<Future<Verdict>> futures = new ArrayList<>();
            for (Mutant mutant : mutants) {
                futures.add(workers.submit(() -> table.printed(hunt.judge(mutant))));
            }
            List<Verdict> verdicts = new ArrayList<>();
            for (Future<Verdict> future : futures) {
                verdicts.add(future.get());
            }
            return verdicts;
        } catch (ExecutionException e) {
            throw new IOException("a mutant could not be judged: " + e.getCause(), e);
        } finally {
            workers.shutdownNow();
        }
    }
}
