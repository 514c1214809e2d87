package org.furwock.jcstress;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.PatternSyntaxException;
import org.furwock.jcstress.mutate.MutateCommand;
import org.furwock.jcstress.run.Campaign;
import org.furwock.jcstress.run.Lines;
import org.furwock.jcstress.run.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The command line of the stress tests. */
@Command(
        name = "furwock-jcstress",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Stress tests of Furwock, and of locks of your own.",
        subcommands = {
            Main.ShortCommand.class,
            FullCommand.class,
            Main.TestCommand.class,
            Main.NegativeCommand.class,
            SoakCommand.class,
            OwnCommand.class,
            MutateCommand.class,
            Main.ListCommand.class
        },
        footer = {
            "",
            "Exit status: 0 as expected; 1 a surprise; 2 wrong usage.",
            "How to read and write tests: docs/stress.md."
        })
public final class Main {

    // The first iteration loads and compiles everything; the second one counts.
    static final int ITERATIONS = 2;

    static final int PATIENCE_MILLIS = 10_000;
    private static final int MAX_PATIENCE_SECONDS = 3600;
    private static final int SHORT_MILLIS = 150;

    static final int ONE_MILLIS = 1000;
    private static final int NEGATIVE_MILLIS = 250;
    private static final int LONGER_MILLIS = 3000;
    private static final int MORE_ATTEMPTS = 2;
    private static final int NEGATIVE_PATIENCE_MILLIS = 1500;

    static final List<String> NO_FLAGS = List.of();

    private Main() {}

    /** The version in the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "furwock-jcstress " + (version == null ? "(not from a jar)" : version)
            };
        }
    }

    /** Ends with status 0 if all was as expected, 1 on a surprise, 2 on wrong usage. */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Main());
        line.setUsageHelpWidth(80);
        System.exit(line.execute(args));
    }

    /** The run of CI. */
    @Command(
            name = "short",
            mixinStandardHelpOptions = true,
            description = "All sound tests, briefly: a few minutes.")
    static final class ShortCommand implements Callable<Integer> {

        @Mixin RunOptions common;

        @Override
        public Integer call() throws Exception {
            List<String> tests = Session.soundTests();
            int status =
                    common.run(
                            common.campaign(
                                    "default", tests, NO_FLAGS, SHORT_MILLIS, PATIENCE_MILLIS));
            boolean held = SoakCommand.smoke(common.engine, PATIENCE_MILLIS, System.out);
            return held ? status : 1;
        }
    }

    /** Runs tests by name, broken ones included. */
    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "The tests whose names match the regular expression, broken ones too.")
    static final class TestCommand implements Callable<Integer> {

        @Parameters(index = "0", paramLabel = "REGEX", description = "For instance MutexCrowd.")
        String expression;

        @Option(
                names = "--patience",
                paramLabel = "SECONDS",
                defaultValue = "10",
                description =
                        "The longest wait of a thread in seconds (default: ${DEFAULT-VALUE}).")
        int patienceSeconds;

        @Mixin RunOptions common;

        @Override
        public Integer call() throws Exception {
            if (patienceSeconds <= 0 || patienceSeconds > MAX_PATIENCE_SECONDS) {
                throw wrongUsage(
                        "--patience must be 1 to "
                                + MAX_PATIENCE_SECONDS
                                + " seconds, and is "
                                + patienceSeconds);
            }
            List<String> tests = select();
            int patience = (int) TimeUnit.SECONDS.toMillis(patienceSeconds);
            Session session = common.session();
            session.showEvidence();
            session.run(common.campaign("default", tests, NO_FLAGS, ONE_MILLIS, patience));
            return RunOptions.status(session);
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

    /** Runs the broken twins, which must fail. */
    @Command(
            name = "negative",
            mixinStandardHelpOptions = true,
            description = "The tests that are broken on purpose: each must be found.")
    static final class NegativeCommand implements Callable<Integer> {

        @Mixin RunOptions common;

        @Override
        public Integer call() throws Exception {
            Session session = common.session();
            session.run(
                    common.campaign(
                            "sound",
                            Session.references(),
                            NO_FLAGS,
                            NEGATIVE_MILLIS,
                            PATIENCE_MILLIS));
            session.run(campaign("default", Session.brokenTwins(), NEGATIVE_MILLIS));
            // On a busy machine some flaws take longer to show.
            for (int attempt = 1; attempt <= MORE_ATTEMPTS; attempt++) {
                List<String> escaped = session.escaped();
                if (!escaped.isEmpty()) {
                    session.run(campaign("longer-" + attempt, escaped, LONGER_MILLIS));
                }
            }
            int status = RunOptions.status(session);
            return SoakTwinHunt.findsAll(common.engine, NEGATIVE_PATIENCE_MILLIS) ? status : 1;
        }

        private Campaign campaign(String label, List<String> tests, int millis) {
            return common.campaign(label, tests, NO_FLAGS, millis, NEGATIVE_PATIENCE_MILLIS);
        }
    }

    /** Lists the tests. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Names and descriptions of the tests.")
    static final class ListCommand implements Callable<Integer> {

        @Override
        public Integer call() {
            for (String test : Session.select("")) {
                System.out.println(test);
                Lines.println(System.out, "    " + Session.description(test));
            }
            return 0;
        }
    }
}
