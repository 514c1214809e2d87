package org.furwock.jcstress.mutate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.furwock.jcstress.mutate.Baseline.Unit;
import org.furwock.jcstress.mutate.Killers.Killer;
import org.jspecify.annotations.Nullable;

/** Seeds one mutant after the other, and runs tests until one notices it. */
final class Hunt {

    private final Laboratory laboratory;
    private final Baseline baseline;
    private final Killers killers;

    Hunt(Laboratory laboratory, Baseline baseline, Killers killers) {
        this.laboratory = laboratory;
        this.baseline = baseline;
        this.killers = killers;
    }

    /** Runs the tests of a mutant, and returns its verdict. */
    Verdict judge(Mutant mutant) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Path folder = laboratory.home().resolve(mutant.name());
        Seeder.seed(mutant, folder.resolve(Laboratory.CLASSES));
        Killer last = killers.of(mutant);
        if (last != null) {
            Unit unit = new Unit(last.mode(), last.test());
            Verdict verdict = run(mutant, folder, List.of(unit), start);
            if (verdict != null) {
                return verdict;
            }
        }
        for (List<Unit> group : groups(mutant.checks())) {
            Verdict verdict = run(mutant, folder, group, start);
            if (verdict != null) {
                return verdict;
            }
        }
        return new Verdict(mutant, null, null, System.nanoTime() - start);
    }

    /** Adjacent checks with the same mode share a JVM. */
    private List<List<Unit>> groups(List<Check> checks) {
        List<List<Unit>> groups = new ArrayList<>();
        List<Object> last = List.of();
        for (Check check : checks) {
            List<Object> kind = List.of(check.mode(), laboratory.moduleOf(check.test()));
            if (!kind.equals(last)) {
                groups.add(new ArrayList<>());
                last = kind;
            }
            groups.get(groups.size() - 1).add(new Unit(check.mode(), check.test()));
        }
        return groups;
    }

    /** Null if the tests notice nothing. */
    private @Nullable Verdict run(Mutant mutant, Path folder, List<Unit> units, long start)
            throws IOException, InterruptedException {
        List<String> tests = new ArrayList<>();
        for (Unit unit : units) {
            if (baseline.isSound(unit)) {
                tests.add(unit.test());
            }
        }
        if (tests.isEmpty()) {
            return null;
        }
        Check.Mode mode = units.get(0).mode();
        List<String> command = laboratory.command(mode, mutant, folder, tests);
        Path module = laboratory.moduleOf(tests.get(0));
        Path log = folder.resolve(mode + ".log");
        Outcome outcome =
                new TestRun(command, module, log, test -> baseline.boundOf(mode, test)).run();
        if (outcome.passed()) {
            return null;
        }
        if (!outcome.test().isEmpty()) {
            killers.record(mutant, new Killer(mode, Verdict.methodId(outcome.test())));
        }
        return new Verdict(mutant, mode, outcome, System.nanoTime() - start);
    }
}
