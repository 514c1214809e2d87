package org.furwock.jcstress.mutate;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The printed table: a line for each mutant, as soon as its verdict is known. */
final class Table {

    private static final int NAME = 44;
    private static final int DETAIL = 160;

    private final PrintStream out;
    private final long start = System.nanoTime();

    Table(PrintStream out) {
        this.out = out;
    }

    static void printFlaw(Mutant mutant) {
        System.out.printf("%-" + NAME + "s %s%n", mutant.name(), mutant.flaw());
    }

    /** Prints a verdict, and returns it. */
    synchronized Verdict printed(Verdict verdict) {
        out.printf(
                "%-" + NAME + "s %6s  %s%n",
                verdict.mutant().name(),
                seconds(verdict.nanos()),
                describe(verdict));
        out.flush();
        return verdict;
    }

    private static String describe(Verdict verdict) {
        Outcome outcome = verdict.outcome();
        if (outcome == null) {
            return "SURVIVED: " + verdict.mutant().flaw();
        }
        String verb =
                switch (outcome.kind()) {
                    case HUNG -> "hangs in ";
                    case CRASHED -> "crashes in ";
                    default -> "";
                };
        String mode = verdict.mode() == Check.Mode.KERNEL ? "" : " (" + verdict.mode() + ")";
        String text = verb + Verdict.testName(outcome.test()) + mode + ": " + outcome.detail();
        return text.length() <= DETAIL ? text : text.substring(0, DETAIL - 2) + "..";
    }

    void printEquivalent(Mutant mutant) {
        out.printf(
                "%-" + NAME + "s %6s  %s%n", mutant.name(), "", "argued: " + mutant.equivalent());
    }

    void printSummary(List<Verdict> verdicts, int total, Set<String> failures) {
        failures.forEach(failure -> out.println("FAILS WITHOUT A MUTANT: " + failure));
        long killed = verdicts.stream().filter(Verdict::killed).count();
        long hung = verdicts.stream().filter(Verdict::hung).count();
        long survived = verdicts.stream().filter(Verdict::survived).count();
        out.printf(
                "%d mutants: %d noticed (%d by a hang), %d argued equivalent, %d survived; %s%n",
                total,
                killed,
                hung,
                total - verdicts.size(),
                survived,
                seconds(System.nanoTime() - start));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
