package org.furwock.bench.compare;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.furwock.bench.programs.ProgramMain;

/** The JVM of a {@link ProgramContestant}. */
final class ProgramCompetitor implements Competitor {

    private final ProgramContestant contestant;
    private final Pace pace;
    private final Path log;
    private final Process process;
    private final DataOutputStream orders;
    private final DataInputStream answers;
    private int taken;

    ProgramCompetitor(ProgramContestant contestant, Pace pace, List<String> prefix)
            throws IOException {
        this.contestant = contestant;
        this.pace = pace;
        this.log = Files.createTempFile("furwock-program", ".log");
        this.process =
                new ProcessBuilder(command(contestant, prefix)).redirectError(log.toFile()).start();
        this.orders = new DataOutputStream(process.getOutputStream());
        this.answers = new DataInputStream(process.getInputStream());
    }

    private static List<String> command(ProgramContestant contestant, List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        command.add("--enable-native-access=ALL-UNNAMED");
        if (contestant.swapped()) {
            command.add(
                    "-javaagent:"
                            + contestant.files().agent()
                            + "=include="
                            + contestant.program().include()
                            + ",jmx=on");
        }
        command.add("-cp");
        command.add(contestant.files().classPath());
        command.add(ProgramMain.class.getName());
        command.add(contestant.program().name());
        return command;
    }

    @Override
    public Turn takeTurn() throws IOException {
        int millis = taken < pace.warmups() ? pace.warmupMillis() : pace.millis();
        taken++;
        try {
            orders.writeInt(millis);
            orders.flush();
            return read();
        } catch (EOFException e) {
            throw new IOException(failure("its JVM has ended"), e);
        }
    }

    private Turn read() throws IOException {
        boolean swapped = answers.readInt() > 0;
        double nanos = answers.readDouble();
        double processorNanos = answers.readDouble();
        byte[] histogram = new byte[answers.readInt()];
        answers.readFully(histogram);
        if (swapped != contestant.swapped()) {
            throw new IOException(
                    failure(swapped ? "the agent is there" : "the agent has swapped no lock"));
        }
        return new Turn(
                nanos,
                Histogram.decodeFromByteBuffer(ByteBuffer.wrap(histogram), 0),
                processorNanos);
    }

    private String failure(String what) throws IOException {
        return contestant.name()
                + " ("
                + contestant.program().title()
                + "): "
                + what
                + System.lineSeparator()
                + Files.readString(log).strip();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        File file = log.toFile();
        if (!file.delete()) {
            file.deleteOnExit();
        }
    }
}
