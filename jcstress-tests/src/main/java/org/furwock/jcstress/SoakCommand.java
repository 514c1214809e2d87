package org.furwock.jcstress;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.furwock.jcstress.soak.Soak;
import org.furwock.jcstress.soak.Task;
import org.furwock.jcstress.soak.Tasks;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A long run of all primitives under faults. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = {
            "Runs all primitives for a long time, with interrupts, time-outs, spurious wakes and"
                    + " garbage.",
            "Ends with a table; or, if a thread makes no progress or a property is violated,"
                    + " with a dump."
        })
final class SoakCommand implements Callable<Integer> {

    private static final double SECONDS_PER_MINUTE = 60;
    private static final double SMOKE_SECONDS = 10;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "Total length; 0.5 is half a minute (default: ${DEFAULT-VALUE}).")
    double minutes;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads for each primitive, an even number (default: 4 for each processor).")
    int threads = defaultThreads();

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description = "jna, ffm or emulated (default: the library's choice).")
    @Nullable String engine;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Only primitives with this text in their names, in any case.")
    String only;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the random choices; the order of threads stays random.")
    long seed = System.nanoTime();

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Longest time without progress, in seconds (default: ${DEFAULT-VALUE}).")
    int patienceSeconds;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
        if (threads <= 0 || minutes <= 0 || patienceSeconds <= 0) {
            throw wrongUsage("threads, minutes and patience must be above 0");
        }
        chooseEngine(engine);
        List<Task> tasks = Tasks.named(only);
        if (tasks.isEmpty()) {
            String names =
                    Tasks.named("").stream().map(Task::name).collect(Collectors.joining("; "));
            throw wrongUsage("no primitive has such a name: " + only + "; there are: " + names);
        }
        int patience = (int) TimeUnit.SECONDS.toMillis(patienceSeconds);
        Soak soak = new Soak(threads, seed, patience, System.out);
        return soak.run(tasks, nanos(minutes * SECONDS_PER_MINUTE)) ? 0 : 1;
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Must run before the first use of the library. */
    static void chooseEngine(@Nullable String engine) {
        if (engine != null) {
            System.setProperty("furwock.engine", engine);
        }
    }

    static int defaultThreads() {
        return 4 * Runtime.getRuntime().availableProcessors();
    }

    static long nanos(double seconds) {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

    /** Runs all tasks for some seconds; returns whether nothing was lost. */
    static boolean smoke(@Nullable String engine, int patienceMillis, PrintStream out) {
        chooseEngine(engine);
        return new Soak(defaultThreads(), System.nanoTime(), patienceMillis, out)
                .run(Tasks.named(""), nanos(SMOKE_SECONDS));
    }
}
