package org.furwock.bench.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.EngineInfo;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A request to another JVM, and its reply. */
@State(Scope.Benchmark)
public class ProcessRoundTrip extends ForkedBenchmark {

    private static final int PATIENCE_SECONDS = 20;

    /** Two JVMs have to compile, on the same cores, and C has not. */
    private static final long WARM_UP_NANOS = 300_000_000;

    /** Ways to talk. */
    public enum Way {
        /** Two events in a region, and two places in its memory. */
        EVENT("Event"),
        /** A Unix-domain socket, as the JDK has it. */
        UNIX_SOCKET("Unix socket");

        private final String title;

        Way(String title) {
            this.title = title;
        }

        /** The name that people know. */
        public String title() {
            return title;
        }
    }

    /** How they talk. */
    @Param public Way way;

    private final RoundTrips roundTrips = new RoundTrips();
    private Process process;
    private ProcessLine line;
    private long number;

    /** Starts the other process. */
    @Setup
    public void start() throws IOException {
        Path folder = ProcessLine.newFolder();
        try {
            ProcessLine.Near near = ProcessLine.near(way, folder);
            process =
                    new ProcessBuilder(command(folder))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            String answer = process.inputReader().readLine();
            if (!"ready".equals(answer)) {
                throw new IOException("instead of being ready, the other process says " + answer);
            }
            line = near.join();
        } finally {
            Files.deleteIfExists(folder);
        }
        long end = System.nanoTime() + WARM_UP_NANOS;
        while (System.nanoTime() - end < 0) {
            roundTrip();
        }
    }

    private List<String> command(Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(ForkedBenchmark.class.getAnnotation(Fork.class).jvmArgsPrepend()));
        command.add("-Dfurwock.engine=" + EngineInfo.current().name());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(ProcessLineMain.class.getName(), way.name(), folder.toString()));
        return command;
    }

    /** Ends the other process. */
    @TearDown
    public void stop() throws IOException, InterruptedException {
        process.destroyForcibly();
        process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        line.close();
    }

    /** The time between two iterations is no round trip. */
    @Setup(Level.Iteration)
    public void forgetPause() {
        roundTrips.begin();
    }

    /** Keeps what was measured in this iteration. */
    @TearDown(Level.Iteration)
    public void keepRoundTrips() {
        roundTrips.end();
    }

    /** There and back. */
    @Benchmark
    public long roundTrip() throws IOException {
        line.send(number);
        long reply = line.receive();
        if (reply != number + 1) {
            throw new IOException(number + " was answered by " + reply);
        }
        number = reply;
        roundTrips.completed();
        return reply;
    }
}
