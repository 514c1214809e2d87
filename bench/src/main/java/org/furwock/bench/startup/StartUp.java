package org.furwock.bench.startup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures {@link FirstUse} in fresh JVMs, since a JVM has one first use only. Each figure is the
 * median of several JVMs.
 */
public final class StartUp {

    static final String OURS = "FutexReentrantLock";
    static final String PEER = "ReentrantLock";

    private static final int FIGURES = 4;
    private static final double NANOS_IN_A_MILLI = 1e6;

    private StartUp() {}

    /**
     * Measures both locks, in turns.
     *
     * @param times the number of JVMs for each lock; odd
     * @throws IOException if a JVM cannot be started, or its output is malformed
     */
    public static List<FirstUse> measure(int times) throws IOException, InterruptedException {
        List<long[]> peer = new ArrayList<>();
        List<long[]> ours = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            peer.add(run(PEER));
            ours.add(run(OURS));
        }
        return List.of(median(PEER, peer), median(OURS, ours));
    }

    private static long[] run(String lock) throws IOException, InterruptedException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstUseMain.class.getName(),
                        lock);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int status = process.waitFor();
        String last = output.substring(output.lastIndexOf('\n') + 1);
        if (status != 0 || !last.matches("\\d+( \\d+){" + (FIGURES - 1) + "}")) {
            throw new IOException("the first use of " + lock + " failed: " + output);
        }
        return Stream.of(last.split(" ", FIGURES)).mapToLong(Long::parseLong).toArray();
    }

    static FirstUse median(String lock, List<long[]> runs) {
        return new FirstUse(
                lock,
                middle(runs, 0) / NANOS_IN_A_MILLI,
                middle(runs, 1),
                middle(runs, 2) / NANOS_IN_A_MILLI,
                middle(runs, 3));
    }

    private static long middle(List<long[]> runs, int figure) {
        return runs.stream()
                .map(run -> run[figure])
                .sorted(Comparator.naturalOrder())
                .skip(runs.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
