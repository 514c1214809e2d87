package org.furwock.jcstress.run;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.furwock.futex.lowlevel.AsymmetricFence;
import org.furwock.jcstress.Threads;
import org.furwock.jcstress.own.Own;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestList;

/** Runs campaigns one after the other, and prints their results. */
public final class Session {

    private static final int FIRST_WITH_FFM = 22;
    private static final String REFERENCE = ".Reference";

    /** Tests with this text in their names need virtual threads. */
    private static final String MIXED = ".Mixed";

    private final Path folder;
    private final PrintStream out;
    private final Progress progress;
    private final TreeMap<String, Collection<TestResult>> results = new TreeMap<>();
    private final List<Path> reports = new ArrayList<>();
    private @Nullable Findings findings;
    private boolean evidence;

    /**
     * @param name names the report's folder
     * @param folder for the report, or null for one beside the jar
     * @param out where to print
     */
    public Session(String name, @Nullable Path folder, PrintStream out) {
        Path place = folder == null ? home().resolve("stress").resolve(name) : folder;
        this.folder = place.toAbsolutePath();
        this.out = out;
        this.progress = new Progress(out);
    }

    /** The tests whose names match the expression and that can run here. */
    public static List<String> select(String expression) {
        Predicate<String> found = Pattern.compile(expression).asPredicate();
        return TestList.tests().stream()
                .filter(found)
                .filter(test -> !Own.isFor(test))
                .filter(test -> Threads.hasVirtual() || !test.contains(MIXED))
                .filter(test -> AsymmetricFence.isAvailable() || !TestTraits.needsMembarrier(test))
                .sorted()
                .toList();
    }

    /** The tests of the library that this machine has enough processors for. */
    public static List<String> soundTests() {
        int processors = Runtime.getRuntime().availableProcessors();
        return select("").stream()
                .filter(test -> !TestTraits.isBroken(test) && !isReference(test))
                .filter(test -> TestList.getInfo(test).threads() <= processors)
                .toList();
    }

    /** The broken twins, each of which must be found. */
    public static List<String> brokenTwins() {
        return select("").stream().filter(TestTraits::isBroken).toList();
    }

    /** The reference classes that the broken twins copy, which must pass. */
    public static List<String> references() {
        return select("").stream().filter(Session::isReference).toList();
    }

    private static boolean isReference(String test) {
        return test.contains(REFERENCE);
    }

    /** The description of a test. */
    public static String description(String test) {
        return TestList.getInfo(test).description();
    }

    /** The engines that work on this JDK. */
    public static List<String> engines() {
        boolean ffm = Runtime.version().feature() >= FIRST_WITH_FFM;
        return ffm ? List.of("ffm", "jna", "emulated") : List.of("jna", "emulated");
    }

    /** From now on, prints each failure at once, and only the table at the end. */
    public void tellAtOnce() {
        findings = new Findings(out, progress);
    }

    /** From now on, the end also shows how each broken twin was found. */
    public void showEvidence() {
        evidence = true;
    }

    /** Runs every test of a campaign, and adds its results to those of earlier ones. */
    public void run(Campaign campaign) throws IOException, InterruptedException {
        campaign.tests().forEach(this::resultsOf);
        Path place = folder.resolve(campaign.label());
        for (TestResult result : new Jcstress(place, jar(), progress, findings).run(campaign)) {
            resultsOf(result.getName()).add(result);
        }
        reports.add(place.resolve("index.html"));
    }

    private Collection<TestResult> resultsOf(String test) {
        return results.computeIfAbsent(test, name -> new ArrayList<>());
    }

    /** The tests that are broken on purpose and have not been found yet. */
    public List<String> escaped() {
        return summaries().stream()
                .filter(summary -> summary.isBroken() && summary.isSurprise())
                .map(TestSummary::name)
                .toList();
    }

    private List<TestSummary> summaries() {
        List<TestSummary> summaries = new ArrayList<>();
        results.forEach((name, all) -> summaries.add(new TestSummary(name, all)));
        return summaries;
    }

    /**
     * Prints the summary.
     *
     * @return whether every test had the expected result
     */
    public boolean conclude() {
        List<TestSummary> summaries = summaries();
        List<TestSummary> surprises = summaries.stream().filter(TestSummary::isSurprise).toList();
        Report report = new Report(out);
        report.print(summaries);
        if (findings == null) {
            report.printComplaints(surprises);
        }
        if (evidence) {
            report.printEvidence(
                    summaries.stream()
                            .filter(TestSummary::isBroken)
                            .filter(summary -> !summary.isSurprise())
                            .toList());
        }
        int forks = summaries.stream().mapToInt(TestSummary::forks).sum();
        out.printf(
                "%d tests, %d JVMs, %d s: %s%n",
                summaries.size(), forks, progress.seconds(), conclusion(surprises));
        reports.forEach(place -> out.println("Report: " + place));
        return surprises.isEmpty();
    }

    private static String conclusion(List<TestSummary> surprises) {
        return surprises.isEmpty() ? "no surprise" : surprises.size() + " with a surprise";
    }

    private static Path jar() {
        try {
            return Path.of(
                    Session.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path home() {
        Path parent = jar().toAbsolutePath().getParent();
        return parent == null ? Path.of("").toAbsolutePath() : parent;
    }
}
