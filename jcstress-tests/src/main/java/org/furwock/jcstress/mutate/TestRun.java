package org.furwock.jcstress.mutate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One run of tests in a JVM of its own, up to the first that fails or hangs. */
final class TestRun {

    /** The prefix of {@code Report}'s line about a stress test with a finding. */
    private static final Pattern SURPRISE = Pattern.compile("(FORBIDDEN|HUNG): (\\S+)");

    private static final long LOOK_MILLIS = 100;
    private static final long DUMP_SECONDS = 2;

    private final List<String> command;
    private final Path module;
    private final Path log;
    private final Bounds bounds;

    /** The tests that have ended, and the milliseconds that each took. */
    private final Map<String, Long> times = new ConcurrentHashMap<>();

    private volatile String current = "";
    private volatile long currentSince;
    private volatile @Nullable String failed;
    private volatile String detail = "";

    /**
     * @param command the JVM's command line
     * @param module its working folder
     * @param log the file for its output
     * @param bounds the bounds on the time of each test
     */
    TestRun(List<String> command, Path module, Path log, Bounds bounds) {
        this.command = command;
        this.module = module;
        this.log = log;
        this.bounds = bounds;
    }

    Map<String, Long> times() {
        return times;
    }

    Outcome run() throws IOException, InterruptedException {
        long start = System.nanoTime();
        currentSince = start;
        Files.createDirectories(log.getParent());
        Process process =
                new ProcessBuilder(command)
                        .directory(module.toFile())
                        .redirectErrorStream(true)
                        .start();
        Thread killer = new Thread(() -> kill(process));
        Runtime.getRuntime().addShutdownHook(killer);
        try {
            process.getOutputStream().close();
            Thread reader = new Thread(() -> read(process), "mutate-reader");
            reader.start();
            boolean hung = awaitEnd(process);
            kill(process);
            reader.join();
            return outcome(hung, process.waitFor(), System.nanoTime() - start);
        } finally {
            kill(process);
            Runtime.getRuntime().removeShutdownHook(killer);
        }
    }

    /** Whether a test hangs; the thread dump is in the log then. */
    private boolean awaitEnd(Process process) throws IOException, InterruptedException {
        Stillness stillness = new Stillness(process.toHandle());
        long seen = currentSince;
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (currentSince != seen) {
                seen = currentSince;
                stillness.restart();
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - seen);
            if (isHang(bounds.of(current), millis, stillness.look())) {
                detail = "no end after " + millis / 1000 + " s; thread dump in " + log;
                dump(process);
                return true;
            }
        }
        return false;
    }

    private static boolean isHang(Bounds.Bound bound, long millis, long stillMillis) {
        return millis > bound.millis()
                || (stillMillis > bound.stillMillis() && millis > bound.stillMillis());
    }

    /** The JVM prints it on its output, which is the log. */
    private static void dump(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().waitFor();
        process.waitFor(DUMP_SECONDS, TimeUnit.SECONDS); // it goes on running
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private Outcome outcome(boolean hung, int status, long nanos) {
        String failure = failed;
        if (failure != null) {
            return new Outcome(Outcome.Kind.FAILED, failure, detail, nanos);
        } else if (hung) {
            return new Outcome(Outcome.Kind.HUNG, current, detail, nanos);
        } else if (status != 0) {
            String text = "the JVM ended with status " + status + "; see " + log;
            return new Outcome(Outcome.Kind.CRASHED, current, text, nanos);
        }
        return new Outcome(Outcome.Kind.PASSED, "", "", nanos);
    }

    private void read(Process process) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                PrintWriter copy = new PrintWriter(Files.newBufferedWriter(log))) {
            String line;
            while ((line = output.readLine()) != null) {
                copy.println(line);
                Matcher surprise = SURPRISE.matcher(line);
                if (line.startsWith(TestJvm.MARK)) {
                    note(line.substring(TestJvm.MARK.length()).split(TestJvm.SEPARATOR, 3));
                } else if (failed == null && surprise.matches()) {
                    detail = surprise.group(1);
                    failed = Check.stress(surprise.group(2)).test();
                }
            }
        } catch (IOException e) {
            detail = "its output could not be read: " + e;
        }
    }

    private void note(String[] parts) {
        String test = parts[1];
        switch (parts[0]) {
            case TestJvm.STARTED -> current = test;
            case TestJvm.ENDED -> {
                times.put(test, Long.parseLong(parts[2]));
                current = "";
            }
            default -> {
                detail = parts[2];
                failed = test;
            }
        }
        currentSince = System.nanoTime();
    }
}
