package org.furwock.jcstress;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.furwock.jcstress.run.Campaign;
import org.furwock.jcstress.run.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Every engine under every compiler and collector. */
@Command(
        name = "full",
        mixinStandardHelpOptions = true,
        description = "All sound tests, on each engine under each compiler and collector.")
final class FullCommand implements Callable<Integer> {

    /** The time of a JVM beside its iterations. */
    private static final int OVERHEAD_MILLIS = 1500;

    /** The cost of one start of jcstress. */
    private static final int CAMPAIGN_MILLIS = 3000;

    private static final int LEAST_MILLIS = 100;

    private static final List<String> STRESS_C2 =
            List.of(
                    "-XX:-TieredCompilation",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:+StressLCM",
                    "-XX:+StressGCM");

    /** JVM flags that make a difference, with a label. */
    private record Mode(String label, List<String> flags) {}

    private static final List<Mode> MATRIX =
            List.of(
                    new Mode("tiered", Main.NO_FLAGS),
                    new Mode("interpreter", List.of("-Xint")),
                    new Mode("c1", List.of("-XX:TieredStopAtLevel=1")),
                    new Mode("c2", List.of("-XX:-TieredCompilation")),
                    new Mode("c2-stress", STRESS_C2),
                    new Mode("exchange", List.of("-Dfurwock.release=exchange")),
                    new Mode("serial-gc", List.of("-XX:+UseSerialGC")),
                    new Mode("parallel-gc", List.of("-XX:+UseParallelGC")),
                    new Mode("z-gc", List.of("-XX:+UseZGC")));

    @Mixin RunOptions common;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "60",
            description = {
                "About how long it may take (default: ${DEFAULT-VALUE}).",
                "If that is too short for all tests, each combination gets a part of them."
            })
    int minutes;

    @Override
    public Integer call() throws Exception {
        List<String> tests = Session.soundTests();
        List<String> engines = common.engine != null ? List.of(common.engine) : Session.engines();
        int combinations = engines.size() * MATRIX.size();
        int budget = Math.max(1, minutes * 60_000 / combinations - CAMPAIGN_MILLIS);
        int least = OVERHEAD_MILLIS + Main.ITERATIONS * LEAST_MILLIS;
        int parts = Math.max(1, (tests.size() * least + budget - 1) / budget);
        int millis =
                Math.max(
                        LEAST_MILLIS,
                        (budget * parts / tests.size() - OVERHEAD_MILLIS) / Main.ITERATIONS);
        if (parts > 1) {
            System.out.printf(
                    "%d minutes are too few: each combination gets one of %d parts of the tests.%n",
                    minutes, parts);
        }
        List<Campaign> campaigns = new ArrayList<>();
        for (String engine : engines) {
            for (Mode mode : MATRIX) {
                common.engine = engine;
                List<String> part = part(tests, parts, campaigns.size());
                campaigns.add(
                        common.campaign(
                                engine + "-" + mode.label,
                                part,
                                mode.flags,
                                millis,
                                Main.PATIENCE_MILLIS));
            }
        }
        return common.run(campaigns.toArray(new Campaign[0]));
    }

    /** One of several parts of the tests, chosen by the number. */
    private static List<String> part(List<String> tests, int parts, int number) {
        return IntStream.range(0, tests.size())
                .filter(i -> i % parts == number % parts)
                .mapToObj(tests::get)
                .toList();
    }
}
