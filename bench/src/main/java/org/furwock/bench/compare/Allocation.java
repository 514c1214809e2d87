package org.furwock.bench.compare;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.furwock.bench.jmh.LockKind;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures the allocation of a contended round, with JMH's garbage collection profiler. */
public final class Allocation {

    private static final String BYTES_PER_OPERATION = "gc.alloc.rate.norm";
    private static final TimeValue ITERATION = TimeValue.milliseconds(150);
    private static final Grid.Cell CELL = new Grid.Cell(4, 20, 0);

    private Allocation() {}

    /**
     * Bytes per round of 4 threads.
     *
     * @throws IOException if the measurement fails; the message has the reason
     */
    public static double bytesPerRound(LockKind kind) throws IOException {
        JmhContestant contestant = Catalogue.contended(kind, CELL);
        OptionsBuilder builder = new OptionsBuilder();
        contestant.params().forEach(builder::param);
        Options options =
                builder.include("^" + Pattern.quote(contestant.benchmark()) + "$")
                        .forks(1)
                        .warmupForks(0)
                        .warmupIterations(2)
                        .warmupTime(ITERATION)
                        .measurementIterations(2)
                        .measurementTime(ITERATION)
                        .threads(contestant.threads())
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .build();
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8)) {
            RunResult result =
                    new Runner(
                                    options,
                                    OutputFormatFactory.createFormatInstance(
                                            out, VerboseMode.NORMAL))
                            .runSingle();
            for (String key : result.getSecondaryResults().keySet()) {
                if (key.endsWith(BYTES_PER_OPERATION)) {
                    return result.getSecondaryResults().get(key).getScore();
                }
            }
            throw new IOException("JMH gave no " + BYTES_PER_OPERATION);
        } catch (RunnerException e) {
            throw new IOException(e.getMessage() + log.toString(StandardCharsets.UTF_8), e);
        }
    }
}
