package org.furwock.jcstress;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.PatternSyntaxException;
import org.furwock.jcstress.run.Campaign;
import org.furwock.jcstress.run.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the stress house. */
@Command(
        name = "furwock-jcstress",
        mixinStandardHelpOptions = true,
        version = "furwock-jcstress 0.1.0",
        description = "Stress tests of Furwock, and of locks of your own.",
        subcommands = {
            Main.ShortCommand.class,
            Main.FullCommand.class,
            Main.TestCommand.class,
            Main.NegativeCommand.class,
            Main.ListCommand.class
        },
        footer = {
            "",
            "Exit status: 0 as expected; 1 a surprise; 2 wrong usage.",
            "How to read and write tests: docs/stress.md."
        })
public final class Main {

    // One to load and compile everything, and one that counts.
    private static final int ITERATIONS = 2;

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int SHORT_MILLIS = 150;

    private static final int ONE_MILLIS = 1000;
    private static final int NEGATIVE_MILLIS = 250;
    private static final int LONGER_MILLIS = 3000;
    private static final int MORE_ATTEMPTS = 2;
    private static final int NEGATIVE_PATIENCE_MILLIS = 1500;

    private static final List<String> NO_FLAGS = List.of();
    private static final List<String> STRESS_C2 =
            List.of(
                    "-XX:-TieredCompilation",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:+StressLCM",
                    "-XX:+StressGCM");

    /** JVM flags that make a difference, and what to call them. */
    private record Mode(String label, List<String> flags) {}

    private static final List<Mode> MATRIX =
            List.of(
                    new Mode("tiered", NO_FLAGS),
                    new Mode("interpreter", List.of("-Xint")),
                    new Mode("c1", List.of("-XX:TieredStopAtLevel=1")),
                    new Mode("c2", List.of("-XX:-TieredCompilation")),
                    new Mode("c2-stress", STRESS_C2),
                    new Mode("serial-gc", List.of("-XX:+UseSerialGC")),
                    new Mode("parallel-gc", List.of("-XX:+UseParallelGC")),
                    new Mode("z-gc", List.of("-XX:+UseZGC")));

    private Main() {}

    /** Ends with status 0 if all was as expected, 1 on a surprise, 2 on wrong usage. */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Main());
        line.setUsageHelpWidth(100);
        System.exit(line.execute(args));
    }

    /** What all runs have in common. */
    static final class Common {

        @Option(
                names = "--out",
                paramLabel = "DIR",
                description = "Where the HTML report goes (default: stress/ beside the jar).")
        @Nullable Path out;

        @Option(
                names = "--engine",
                paramLabel = "ENGINE",
                description = "jna, ffm or emulated (default: what the library chooses).")
        @Nullable String engine;

        @Parameters(
                arity = "0..*",
                paramLabel = "JCSTRESS_OPTION",
                description =
                        "After --: options for jcstress itself, such as -time 1000 -iters 10.")
        List<String> options = new ArrayList<>();

        @Spec(Spec.Target.MIXEE)
        CommandSpec spec;

        Session session() {
            String name = spec.name() + "-jdk" + Runtime.version().feature();
            return new Session(name, out, System.out);
        }

        int run(Campaign... campaigns) throws IOException, InterruptedException {
            Session session = session();
            for (Campaign campaign : campaigns) {
                session.run(campaign);
            }
            return status(session);
        }

        static int status(Session session) {
            return session.conclude() ? 0 : 1;
        }

        Campaign campaign(
                String label, List<String> tests, List<String> flags, int millis, int patience) {
            List<String> all = new ArrayList<>(flags);
            if (engine != null) {
                all.add("-Dfurwock.engine=" + engine);
            }
            return new Campaign(label, tests, all, millis, ITERATIONS, patience, options);
        }
    }

    /** What CI runs. */
    @Command(
            name = "short",
            mixinStandardHelpOptions = true,
            description = "All sound tests, briefly: a few minutes.")
    static final class ShortCommand implements Callable<Integer> {

        @Mixin Common common;

        @Override
        public Integer call() throws Exception {
            List<String> tests = Session.soundTests();
            return common.run(
                    common.campaign("default", tests, NO_FLAGS, SHORT_MILLIS, PATIENCE_MILLIS));
        }
    }

    /** Every engine under every compiler and collector. */
    @Command(
            name = "full",
            mixinStandardHelpOptions = true,
            description = "All sound tests, on each engine under each compiler and collector.")
    static final class FullCommand implements Callable<Integer> {

        private static final int OVERHEAD_MILLIS = 1200;

        @Mixin Common common;

        @Option(
                names = "--minutes",
                paramLabel = "N",
                defaultValue = "60",
                description = "How long it may take (default: ${DEFAULT-VALUE}).")
        int minutes;

        @Override
        public Integer call() throws Exception {
            List<String> tests = Session.soundTests();
            List<String> engines =
                    common.engine != null ? List.of(common.engine) : Session.engines();
            int forks = engines.size() * MATRIX.size() * tests.size();
            int millis = Math.max(100, (minutes * 60_000 / forks - OVERHEAD_MILLIS) / ITERATIONS);
            List<Campaign> campaigns = new ArrayList<>();
            for (String engine : engines) {
                for (Mode mode : MATRIX) {
                    String label = engine + "-" + mode.label;
                    common.engine = engine;
                    campaigns.add(
                            common.campaign(label, tests, mode.flags, millis, PATIENCE_MILLIS));
                }
            }
            return common.run(campaigns.toArray(new Campaign[0]));
        }
    }

    /** Some tests by name, broken ones too. */
    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "The tests whose name the regular expression finds, broken ones too.")
    static final class TestCommand implements Callable<Integer> {

        @Parameters(index = "0", paramLabel = "REGEX", description = "For instance MutexCrowd.")
        String expression;

        @Mixin Common common;

        @Override
        public Integer call() throws Exception {
            List<String> tests = select();
            return common.run(
                    common.campaign("default", tests, NO_FLAGS, ONE_MILLIS, PATIENCE_MILLIS));
        }

        private List<String> select() {
            try {
                List<String> tests = Session.select(expression);
                if (tests.isEmpty()) {
                    throw wrongUsage("no test has such a name: " + expression);
                }
                return tests;
            } catch (PatternSyntaxException e) {
                throw wrongUsage("not a regular expression: " + e.getMessage());
            }
        }

        private ParameterException wrongUsage(String message) {
            return new ParameterException(common.spec.commandLine(), message);
        }
    }

    /** The tests that must fail. */
    @Command(
            name = "negative",
            mixinStandardHelpOptions = true,
            description = "The tests that are broken on purpose: each must be found.")
    static final class NegativeCommand implements Callable<Integer> {

        @Mixin Common common;

        @Override
        public Integer call() throws Exception {
            Session session = common.session();
            session.run(campaign("default", Session.controls(), NEGATIVE_MILLIS));
            // On a busy machine some flaws take longer to show.
            for (int attempt = 1; attempt <= MORE_ATTEMPTS; attempt++) {
                List<String> escaped = session.escaped();
                if (!escaped.isEmpty()) {
                    session.run(campaign("longer-" + attempt, escaped, LONGER_MILLIS));
                }
            }
            return Common.status(session);
        }

        private Campaign campaign(String label, List<String> tests, int millis) {
            return common.campaign(label, tests, NO_FLAGS, millis, NEGATIVE_PATIENCE_MILLIS);
        }
    }

    /** What there is. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Names and descriptions of the tests.")
    static final class ListCommand implements Callable<Integer> {

        @Override
        public Integer call() {
            for (String test : Session.select("")) {
                System.out.println(test);
                System.out.println("    " + Session.description(test));
            }
            return 0;
        }
    }
}
