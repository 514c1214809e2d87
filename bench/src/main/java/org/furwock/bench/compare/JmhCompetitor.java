package org.furwock.bench.compare;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A JMH fork whose iterations wait for their turns, by the {@link TurnProfiler} inside.
 *
 * <p>JMH measures one fork after the other. Then a disturbance by the rest of the machine can
 * affect one peer and not the other. Here the forks of all peers exist at the same time, and their
 * iterations alternate.
 */
final class JmhCompetitor implements Competitor {

    private final JmhContestant contestant;
    private final TurnLine line = new TurnLine();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private int turnsLeft;

    JmhCompetitor(JmhContestant contestant, Pace pace, List<String> prefix) throws IOException {
        this.contestant = contestant;
        this.turnsLeft = pace.turns();
        Thread thread = new Thread(() -> run(pace, prefix), "jmh " + contestant.name());
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Pace pace, List<String> prefix) {
        try (PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8)) {
            ChainedOptionsBuilder options = JmhOptions.of(contestant, pace, 1, line.port());
            options.jvmArgsAppend(contestant.jvmArgs().toArray(String[]::new));
            if (!prefix.isEmpty()) {
                options.addProfiler(PinningProfiler.class, String.join(" ", prefix));
            }
            Runner runner =
                    new Runner(
                            options.build(),
                            OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL));
            result.complete(runner.runSingle());
        } catch (RunnerException | RuntimeException e) {
            result.completeExceptionally(e);
        } finally {
            // No thread may keep waiting for a turn of a failed fork.
            line.close();
        }
    }

    @Override
    public Turn takeTurn() throws IOException, InterruptedException {
        try {
            Turn turn = line.takeTurn();
            turnsLeft--;
            return turn;
        } catch (SocketTimeoutException e) {
            throw new IOException(failure("it did not answer in time"), e);
        } catch (SocketException | EOFException e) {
            throw new IOException(failure(reason(e)), e);
        }
    }

    private String reason(IOException e) throws InterruptedException {
        try {
            result.get();
            return String.valueOf(e.getMessage());
        } catch (ExecutionException better) {
            return String.valueOf(better.getCause());
        }
    }

    private String failure(String what) {
        String printed = log.toString(StandardCharsets.UTF_8).strip();
        String prefix = contestant.name() + " (" + contestant.benchmark() + "): " + what;
        return printed.isEmpty() ? prefix : prefix + System.lineSeparator() + printed;
    }

    /** A fork that has had all its turns ends by itself, so that JMH can clean up. */
    @Override
    public void close() {
        try {
            if (turnsLeft == 0) {
                line.call();
                result.get();
            }
        } catch (IOException | ExecutionException e) {
            // All its turns are over: their results count.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!result.isDone()) {
                line.kill();
            }
            line.close();
        }
    }
}
