package org.furwock.bench.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.furwock.bench.jmh.RoundTrips;
import org.jspecify.annotations.Nullable;

/**
 * A running C program. It reads a number of milliseconds, works for that time, and reports the
 * result; then it reads the next number.
 */
public final class CPeerProcess implements AutoCloseable {

    /** The rest may be long: a repeated group would need one stack frame for each number. */
    private static final Pattern ANSWER = Pattern.compile("(\\d+) (\\d+)((?: [ \\d]*)?)");

    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;
    private final String mode;

    /**
     * The result of one turn.
     *
     * @param nanosPerOperation the time of one operation
     * @param roundTrips the durations of some round trips, in nanoseconds, separated by spaces
     */
    public record Answer(double nanosPerOperation, String roundTrips) {

        /** Adds the round trips to a histogram. */
        public void recordRoundTrips(Histogram histogram) {
            StringTokenizer values = new StringTokenizer(roundTrips);
            while (values.hasMoreTokens()) {
                RoundTrips.record(histogram, Long.parseLong(values.nextToken()));
            }
        }
    }

    CPeerProcess(List<String> command, String mode) throws IOException {
        this.mode = mode;
        this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
        this.orders = process.outputWriter();
        this.answers = process.inputReader();
    }

    /**
     * Runs one turn.
     *
     * @throws IOException if the answer is missing or malformed
     */
    public Answer work(int millis) throws IOException {
        orders.write(millis + "\n");
        orders.flush();
        return parse(answers.readLine(), mode);
    }

    static Answer parse(@Nullable String answer, String mode) throws IOException {
        Matcher matcher = ANSWER.matcher(answer == null ? "" : answer);
        if (!matcher.matches()) {
            throw new IOException("the C program failed at " + mode + " and said: " + answer);
        }
        double operations = Double.parseDouble(matcher.group(1));
        double nanos = Double.parseDouble(matcher.group(2));
        return new Answer(nanos / operations, matcher.group(3));
    }

    /** Ends the process. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
