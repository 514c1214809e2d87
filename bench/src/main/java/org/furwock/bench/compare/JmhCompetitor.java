package org.furwock.bench.compare;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A JMH fork whose iterations wait to be called, through the {@link TurnProfiler} inside.
 *
 * <p>JMH measures one fork after the other, so that whatever else the machine does hits one peer
 * and spares the other. Here the forks of all peers live at the same time, and their iterations
 * alternate.
 */
final class JmhCompetitor implements Competitor {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final long NO_PROCESS = -1;

    private final JmhContestant contestant;
    private final ServerSocket server;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private @Nullable Socket turns;
    private long process = NO_PROCESS;

    JmhCompetitor(JmhContestant contestant, Pace pace) throws IOException {
        this.contestant = contestant;
        this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MILLIS);
        Thread thread = new Thread(() -> run(pace), "jmh " + contestant.name());
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Pace pace) {
        try (PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8)) {
            Runner runner =
                    new Runner(
                            options(pace).build(),
                            OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL));
            result.complete(runner.runSingle());
        } catch (RunnerException | RuntimeException e) {
            result.completeExceptionally(e);
        } finally {
            // Whoever waits for a turn of a fork that has failed must not wait on.
            closeSockets();
        }
    }

    private ChainedOptionsBuilder options(Pace pace) {
        TimeValue turn = TimeValue.milliseconds(pace.millis());
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include("^" + Pattern.quote(contestant.benchmark()) + "$")
                        .forks(1)
                        .warmupForks(0)
                        .warmupIterations(pace.warmups())
                        .warmupTime(turn)
                        .measurementIterations(pace.measured())
                        .measurementTime(turn)
                        .shouldFailOnError(true)
                        .addProfiler(TurnProfiler.class);
        List<String> jvmArgs = new ArrayList<>(contestant.jvmArgs());
        jvmArgs.add("-D" + TurnProfiler.PORT_PROPERTY + "=" + server.getLocalPort());
        options.jvmArgsAppend(jvmArgs.toArray(String[]::new));
        if (contestant.threads() > 0) {
            options.threads(contestant.threads());
        }
        contestant.params().forEach(options::param);
        return options;
    }

    @Override
    public void takeTurn() throws IOException, InterruptedException {
        try {
            call();
            Socket socket = connection();
            if (socket.getInputStream().read() != TurnProfiler.DONE) {
                throw new EOFException("its JVM has ended");
            }
        } catch (SocketTimeoutException e) {
            throw new IOException(failure("it did not answer for " + PATIENCE_MILLIS + " ms"), e);
        } catch (SocketException | EOFException e) {
            outcome(); // has a better reason
            throw new IOException(failure(String.valueOf(e.getMessage())), e);
        }
    }

    private void call() throws IOException {
        connection().getOutputStream().write(TurnProfiler.GO);
    }

    private Socket connection() throws IOException {
        Socket socket = turns;
        if (socket == null) {
            socket = server.accept();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            turns = socket;
            process = new DataInputStream(socket.getInputStream()).readLong();
        }
        return socket;
    }

    @Override
    public void dismiss() throws IOException {
        call();
    }

    @Override
    public List<Double> outcome() throws IOException, InterruptedException {
        try {
            List<Double> scores = new ArrayList<>();
            for (BenchmarkResult fork : result.get().getBenchmarkResults()) {
                for (IterationResult iteration : fork.getIterationResults()) {
                    scores.add(iteration.getPrimaryResult().getScore());
                }
            }
            return scores;
        } catch (ExecutionException e) {
            throw new IOException(failure(String.valueOf(e.getCause())), e);
        }
    }

    private String failure(String what) {
        String printed = log.toString(StandardCharsets.UTF_8).strip();
        String prefix = contestant.name() + " (" + contestant.benchmark() + "): " + what;
        return printed.isEmpty() ? prefix : prefix + System.lineSeparator() + printed;
    }

    @Override
    public void close() {
        if (!result.isDone() && process != NO_PROCESS) {
            ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
        }
        closeSockets();
    }

    private void closeSockets() {
        try {
            server.close();
            Socket socket = turns;
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // Nothing is lost: what had to be said was said.
        }
    }
}
