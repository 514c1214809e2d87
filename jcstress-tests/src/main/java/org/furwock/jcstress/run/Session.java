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
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestList;

/** Runs campaigns one after the other, and says what came of them. */
public final class Session {

    private static final int FIRST_WITH_FFM = 22;

    private final Path folder;
    private final PrintStream out;
    private final Progress progress;

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

    /** The tests whose names the expression finds. */
    public static List<String> select(String expression) {
        Predicate<String> found = Pattern.compile(expression).asPredicate();
        return TestList.tests().stream().filter(found).sorted().toList();
    }

    /** All tests that must pass and for whose actors this machine has processors. */
    public static List<String> soundTests() {
        int processors = Runtime.getRuntime().availableProcessors();
        return select("").stream()
                .filter(test -> !test.startsWith(TestSummary.BROKEN))
                .filter(test -> TestList.getInfo(test).threads() <= processors)
                .toList();
    }

    /** All tests that are broken on purpose. */
    public static List<String> brokenTests() {
        return select("").stream().filter(test -> test.startsWith(TestSummary.BROKEN)).toList();
    }

    /** What a test is about. */
    public static String description(String test) {
        return TestList.getInfo(test).description();
    }

    /** The engines that work on this JDK. */
    public static List<String> engines() {
        boolean ffm = Runtime.version().feature() >= FIRST_WITH_FFM;
        return ffm ? List.of("ffm", "jna", "emulated") : List.of("jna", "emulated");
    }

    /** An expression that selects just these tests. */
    public static String exactly(List<String> tests) {
        List<String> quoted = tests.stream().map(name -> name.replace(".", "\\.")).toList();
        return "^(" + String.join("|", quoted) + ")$";
    }

    /**
     * Runs the campaigns and prints the summary.
     *
     * @return whether every test gave what a sound house gives
     */
    public boolean run(List<String> tests, List<Campaign> campaigns)
            throws IOException, InterruptedException {
        TreeMap<String, Collection<TestResult>> results = new TreeMap<>();
        tests.forEach(test -> results.put(test, new ArrayList<>()));
        List<Path> reports = new ArrayList<>();
        for (Campaign campaign : campaigns) {
            Path place = campaigns.size() == 1 ? folder : folder.resolve(campaign.label());
            for (TestResult result : new Jcstress(place, jar(), progress).run(campaign)) {
                results.computeIfAbsent(result.getName(), name -> new ArrayList<>()).add(result);
            }
            reports.add(place.resolve("index.html"));
        }
        List<TestSummary> summaries = new ArrayList<>();
        results.forEach((name, all) -> summaries.add(new TestSummary(name, all)));
        List<TestSummary> surprises = summaries.stream().filter(TestSummary::isSurprise).toList();
        Report report = new Report(out);
        report.print(summaries);
        report.printComplaints(surprises);
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
