package org.furwock.jcstress.mutate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.furwock.jcstress.mutate.Bounds.Bound;

/** The tests without a mutant: each must pass, and its time bounds the time with a mutant. */
final class Baseline {

    /** A test hangs if it takes this many times its usual time, and not earlier. */
    private static final long FACTOR = 20;

    private static final long LEAST_MILLIS = 60_000;

    /** All threads of a hanging test's JVM sleep. No other test sleeps for so long. */
    private static final long LEAST_STILL_MILLIS = 8_000;

    /** Time to start a JVM, to find the tests, and to run a class up to its first test. */
    private static final Bound BETWEEN = new Bound(180_000, 60_000);

    /** The bound for tests without a mutant, and for jcstress, which has its own watchdog. */
    private static final Bound LONGEST_RUN = new Bound(900_000, 900_000);

    /** A class of tests, a single test, or a stress test, and how it is run. */
    record Unit(Check.Mode mode, String test) {}

    private final Laboratory laboratory;
    private final Map<Check.Mode, Map<String, Long>> times = new HashMap<>();
    private final Map<Unit, Boolean> sound = new HashMap<>();
    private final Set<String> failures = new TreeSet<>();
    private int runs;

    Baseline(Laboratory laboratory) {
        this.laboratory = laboratory;
    }

    /** Runs the tests that have not run yet, in one JVM for each mode and module. */
    synchronized void prepare(Collection<Unit> units) throws IOException, InterruptedException {
        Map<List<Object>, Set<Unit>> groups = new LinkedHashMap<>();
        for (Unit unit : units) {
            List<Object> kind = List.of(unit.mode, laboratory.moduleOf(unit.test));
            groups.computeIfAbsent(kind, any -> new LinkedHashSet<>()).add(unit);
        }
        for (Set<Unit> group : groups.values()) {
            List<String> tests = group.stream().map(Unit::test).toList();
            if (run(group.iterator().next().mode, tests).passed()) {
                group.forEach(unit -> sound.put(unit, true));
            } // else they are run one by one when they are needed
        }
    }

    /** Whether the tests pass without a mutant. */
    synchronized boolean isSound(Unit unit) throws IOException, InterruptedException {
        Boolean known = sound.get(unit);
        if (known != null) {
            return known;
        }
        Outcome outcome = run(unit.mode, List.of(unit.test));
        sound.put(unit, outcome.passed());
        if (!outcome.passed() && !unit.test.startsWith(TestJvm.UNIQUE_ID)) {
            // A single test comes from the record, and may no longer exist: only classes count
            // here.
            failures.add(unit.mode + " " + outcome.test() + ": " + outcome.detail());
        }
        return outcome.passed();
    }

    private Outcome run(Check.Mode mode, List<String> tests)
            throws IOException, InterruptedException {
        Path folder = laboratory.home().resolve("baseline").resolve(Integer.toString(++runs));
        List<String> command = laboratory.command(mode, null, folder, tests);
        Path module = laboratory.moduleOf(tests.get(0));
        Path log = folder.resolve(mode + ".log");
        TestRun run = new TestRun(command, module, log, test -> LONGEST_RUN);
        Outcome outcome = run.run();
        times.computeIfAbsent(mode, any -> new HashMap<>()).putAll(run.times());
        return outcome;
    }

    /** For how long a test may run with a mutant. */
    synchronized Bound boundOf(Check.Mode mode, String test) {
        if (mode.isStress()) {
            return LONGEST_RUN;
        } else if (test.isEmpty()) {
            return BETWEEN;
        }
        long usual = times.getOrDefault(mode, Map.of()).getOrDefault(test, 0L);
        return new Bound(
                Math.max(LEAST_MILLIS, FACTOR * usual),
                Math.max(LEAST_STILL_MILLIS, FACTOR * usual));
    }

    /** The tests that fail without a mutant. */
    synchronized Set<String> failures() {
        return failures;
    }
}
