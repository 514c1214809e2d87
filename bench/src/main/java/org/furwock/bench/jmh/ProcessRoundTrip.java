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

    private static final int TIMEOUT_SECONDS = 20;

    /** Longer than for C: two JVMs compile on the same cores. */
    private static final long WARM_UP_NANOS = 300_000_000;

    /** The ways of communication. */
    public enum Way {
        /** Two events in a region, and two slots for the numbers. */
        EVENT("Event"),
        /** The JDK's Unix-domain socket. */
        UNIX_SOCKET("Unix socket");

        private final String title;

        Way(String title) {
            this.title = title;
        }

        /** The common name. */
        public String title() {
            return title;
        }
    }

    /** The way of communication. */
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
                throw new IOException("the other process is not ready; it answered " + answer);
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
        process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        line.close();
    }

    /** The time between two iterations does not count as a round trip. */
    @Setup(Level.Iteration)
    public void forgetPause() {
        roundTrips.begin();
    }

    /** Keeps the round trips of this iteration. */
    @TearDown(Level.Iteration)
    public void keepRoundTrips() {
        roundTrips.end();
    }

    /** A request and its reply. */
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
