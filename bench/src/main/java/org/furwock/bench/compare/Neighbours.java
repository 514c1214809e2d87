package org.furwock.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Busy loops beside a measurement: processes of the same priority that use all processor time that
 * the kernel gives them.
 *
 * <p>{@link #close} ends them. If this JVM ends without a call of it, by Ctrl-C or by a kill, they
 * end too (see {@link NeighbourMain}).
 */
final class Neighbours implements AutoCloseable {

    /**
     * Interpreted, so that no compiler thread runs beside the loop. The loop is busy in any case.
     */
    private static final List<String> FLAGS = List.of("-Xint", "-XX:+UseSerialGC", "-Xmx16m");

    private final List<Process> processes = new ArrayList<>();

    private Neighbours() {}

    /** The neighbours of an environment: one for each processor, or none. */
    static Neighbours of(Environment environment) throws IOException {
        return environment == Environment.BUSY
                ? start(Runtime.getRuntime().availableProcessors())
                : new Neighbours();
    }

    /**
     * Starts busy loops, and returns when all of them are running.
     *
     * @throws IOException if one does not start; the others have been ended
     */
    static Neighbours start(int count) throws IOException {
        Neighbours started = new Neighbours();
        try {
            for (int i = 0; i < count; i++) {
                started.processes.add(launch());
            }
            for (Process process : started.processes) {
                awaitReady(process);
            }
            return started;
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private static Process launch() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.add(NeighbourMain.class.getName());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // Not as an argument: ps and ProcessHandle show only the beginning of a long command line.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    private static void awaitReady(Process process) throws IOException {
        if (process.getInputStream().read() != NeighbourMain.READY) {
            throw new IOException("a busy loop did not start: process " + process.pid());
        }
    }

    /**
     * Checks that all of them are still running. Otherwise turns were measured without neighbours.
     *
     * @throws IOException if one has ended
     */
    void check() throws IOException {
        Process ended = firstEnded();
        if (ended != null) {
            throw new IOException(
                    "a busy loop ended during the measurement, with status " + ended.exitValue());
        }
    }

    private @Nullable Process firstEnded() {
        return processes.stream().filter(process -> !process.isAlive()).findFirst().orElse(null);
    }

    /** For tests. */
    List<Process> processes() {
        return List.copyOf(processes);
    }

    /** Ends them, and returns when none of them exists. */
    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }
}
