package org.furwock.futex;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.TestThreads.Task;

/**
 * Another Java process with the same class path and engine, for settings and faults that are
 * possible only once in a process. It ends with the test.
 */
public final class ChildJvm implements AutoCloseable {

    private static final List<String> QUICK_AND_QUIET =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+IgnoreUnrecognizedVMOptions");

    /** The option of a child that is to do without native access. */
    static final String DENY_NATIVE_ACCESS = "--illegal-native-access=deny";

    /** The time for a thread dump; spent in full only if the child hangs. */
    private static final int DUMP_SECONDS = 5;

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Task<Void> reader;

    private ChildJvm(Process process) {
        this.process = process;
        this.reader = TestThreads.start(this::read);
    }

    /**
     * Starts a main class. Later options override earlier ones, so they override the engine of this
     * process.
     */
    public static ChildJvm start(Class<?> main, List<String> options, Object... arguments) {
        List<String> command = command(main, options, arguments);
        try {
            return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command line of such a process. */
    public static List<String> command(Class<?> main, List<String> options, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK_AND_QUIET);
        if (!options.contains(DENY_NATIVE_ACCESS)) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        String engine = System.getProperty(Engines.PROPERTY);
        if (engine != null) {
            command.add("-D" + Engines.PROPERTY + "=" + engine);
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.addAll(options);
        command.add(main.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    private Void read() throws IOException {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = output.readLine()) != null) {
                synchronized (lines) {
                    lines.add(line);
                }
            }
        }
        return null;
    }

    /** The process id, for the JDK's tools. */
    public long pid() {
        return process.pid();
    }

    /** The output of the child so far. */
    public String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /** Returns when the child has printed the line. */
    public void awaitLine(String line) {
        Sleepers.await(
                () -> {
                    synchronized (lines) {
                        return lines.contains(line);
                    }
                },
                () -> "no line '" + line + "' but:\n" + output());
    }

    /** Waits until the child ends with status 0, and returns its output. */
    public String outputOfSuccess() throws InterruptedException {
        String output = outputOfEnd();
        if (process.exitValue() != 0) {
            throw new AssertionError("status " + process.exitValue() + ":\n" + output);
        }
        return output;
    }

    /** Waits until the child ends, and returns its output. */
    public String outputOfEnd() throws InterruptedException {
        if (!process.waitFor(2 * TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS)) {
            requestThreadDump();
            throw new AssertionError("the child process does not end:\n" + output());
        }
        reader.get();
        return output();
    }

    /** Prints its threads to its output. The child needs memory for that, so it may fail. */
    private void requestThreadDump() throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.waitFor(DUMP_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
