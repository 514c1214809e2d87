package org.furwock.bench.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running C program: for each number of milliseconds it works so long, and says what it did. */
public final class CPeerProcess implements AutoCloseable {

    private static final Pattern ANSWER = Pattern.compile("(\\d+) (\\d+)");

    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;
    private final String mode;

    CPeerProcess(Path executable, String mode) throws IOException {
        this.mode = mode;
        this.process =
                new ProcessBuilder(executable.toString(), mode).redirectErrorStream(true).start();
        this.orders = process.outputWriter();
        this.answers = process.inputReader();
    }

    /**
     * Lets it work.
     *
     * @throws IOException if it does not answer as it should
     */
    public double nanosPerOperation(int millis) throws IOException {
        orders.write(millis + "\n");
        orders.flush();
        String answer = answers.readLine();
        Matcher matcher = ANSWER.matcher(answer == null ? "" : answer);
        if (!matcher.matches()) {
            throw new IOException("the C program failed at " + mode + " and said: " + answer);
        }
        double operations = Double.parseDouble(matcher.group(1));
        double nanos = Double.parseDouble(matcher.group(2));
        return nanos / operations;
    }

    /** Ends it. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
