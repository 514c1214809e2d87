package org.furwock.bench.compare;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.furwock.bench.jmh.ForkedBenchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.runner.CompilerHints;

/**
 * A JVM that several contestants share. Each has its own JMH and its own copy of its benchmark (see
 * {@link SharedJvmMain}). One start costs as much as one fork of JMH, and serves all contestants of
 * a case. So a comparison of everything takes minutes.
 */
final class SharedJvm implements AutoCloseable {

    private final Process process;
    private final Thread reader;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Map<JmhContestant, Competitor> competitors = new LinkedHashMap<>();
    private final List<TurnLine> lines = new ArrayList<>();

    /**
     * Starts the JVM for contestants with the same flags.
     *
     * @param prefix the prefix of its command
     */
    SharedJvm(List<JmhContestant> contestants, List<String> jvmArgs, Pace pace, List<String> prefix)
            throws IOException {
        process = new ProcessBuilder(command(prefix, jvmArgs)).redirectErrorStream(true).start();
        reader = new Thread(this::keepLog, "shared-jvm-log");
        reader.setDaemon(true);
        reader.start();
        try {
            DataOutputStream out = new DataOutputStream(process.getOutputStream());
            out.writeInt(contestants.size());
            for (JmhContestant contestant : contestants) {
                TurnLine line = new TurnLine();
                lines.add(line);
                competitors.put(contestant, new Member(contestant, line));
                write(out, contestant, pace, line.port());
            }
            out.flush();
        } catch (IOException e) {
            close();
            throw new IOException("the JVM for " + contestants + " did not start: " + printed(), e);
        }
        // When the JVM ends, no thread may keep waiting for a turn in it.
        var unused = process.onExit().thenRun(() -> lines.forEach(TurnLine::close));
    }

    private static List<String> command(List<String> prefix, List<String> jvmArgs) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(ForkedBenchmark.class.getAnnotation(Fork.class).jvmArgsPrepend()));
        command.addAll(jvmArgs);
        CompilerHints.addCompilerHints(command); // as JMH does for its forks
        command.addAll(List.of("-Djmh.ignoreLock=true", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(SharedJvmMain.class.getName());
        return command;
    }

    private static void write(
            DataOutputStream out, JmhContestant contestant, Pace pace, String port)
            throws IOException {
        out.writeUTF(port);
        out.writeUTF(contestant.benchmark());
        out.writeInt(contestant.threads());
        out.writeInt(contestant.params().size());
        for (Map.Entry<String, String> param : contestant.params().entrySet()) {
            out.writeUTF(param.getKey());
            out.writeUTF(param.getValue());
        }
        out.writeInt(pace.warmups());
        out.writeInt(pace.warmupMillis());
        out.writeInt(pace.measured());
        out.writeInt(pace.millis());
    }

    private void keepLog() {
        try {
            process.getInputStream().transferTo(log);
        } catch (IOException e) {
            // The stream was closed or the process was killed. The output so far is kept.
        }
    }

    private String printed() {
        try {
            if (!process.isAlive()) {
                reader.join(TurnLine.TIMEOUT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return log.toString(StandardCharsets.UTF_8).strip();
    }

    /** The contestants in it. */
    Map<JmhContestant, Competitor> competitors() {
        return competitors;
    }

    /** Ends the JVM at once, without waiting for a turn. */
    @Override
    public void close() {
        process.destroyForcibly();
        lines.forEach(TurnLine::close);
    }

    private final class Member implements Competitor {

        private final JmhContestant contestant;
        private final TurnLine line;

        Member(JmhContestant contestant, TurnLine line) {
            this.contestant = contestant;
            this.line = line;
        }

        @Override
        public Turn takeTurn() throws IOException {
            try {
                return line.takeTurn();
            } catch (SocketTimeoutException e) {
                throw new IOException(failure("it did not answer in time"), e);
            } catch (SocketException | EOFException e) {
                throw new IOException(failure("its JVM has ended"), e);
            }
        }

        private String failure(String what) {
            return contestant.name()
                    + " ("
                    + contestant.benchmark()
                    + "): "
                    + what
                    + System.lineSeparator()
                    + printed();
        }

        @Override
        public void close() {
            line.close();
        }
    }
}
