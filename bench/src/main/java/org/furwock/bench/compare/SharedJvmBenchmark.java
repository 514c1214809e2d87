package org.furwock.bench.compare;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One benchmark of a {@link SharedJvm}, inside its own class loader. */
public final class SharedJvmBenchmark {

    private SharedJvmBenchmark() {}

    /**
     * Runs the benchmark, turn by turn. All parameters have JDK types, since the caller has another
     * class loader.
     *
     * @throws IllegalStateException if it fails; the message has the reason
     */
    public static void run(
            String port, String benchmark, int threads, Map<String, String> params, int[] pace) {
        JmhContestant self = new JmhContestant("", benchmark, threads, params, List.of());
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8)) {
            new Runner(
                            JmhOptions.of(
                                            self,
                                            new Pace(pace[0], pace[1], pace[2], pace[3]),
                                            0,
                                            port)
                                    .build(),
                            OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL))
                    .runSingle();
        } catch (RunnerException e) {
            throw new IllegalStateException(log.toString(StandardCharsets.UTF_8), e);
        }
    }
}
