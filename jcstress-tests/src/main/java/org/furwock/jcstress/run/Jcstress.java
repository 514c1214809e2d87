package org.furwock.jcstress.run;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Runs jcstress in its own JVM, in the report's folder: jcstress writes its result file into the
 * working folder, and has no option for another one. That JVM also gets the flags that suppress the
 * warnings of new JDKs.
 */
final class Jcstress {

    private static final String MAIN = ForkingMain.class.getName();
    private static final String LOG = "jcstress.log";
    private static final String RESULTS = ".bin.gz";
    // An iteration ends only between two rounds of all strides. With threads that sleep and wake,
    // jcstress's own 40 x 256 take a second, and on a busy machine half a minute, which counts as a
    // hang.
    private static final int STRIDE_SIZE = 64;
    private static final int STRIDE_COUNT = 8;
    private static final Pattern PROGRESS =
            Pattern.compile("\\(Results: (\\d+) planned; (\\d+) passed, (.*)\\)");

    private final Path folder;
    private final Path jar;
    private final Progress progress;
    private final @Nullable Findings findings;

    /**
     * @param findings prints failures at once; null for none
     */
    Jcstress(Path folder, Path jar, Progress progress, @Nullable Findings findings) {
        this.folder = folder;
        this.jar = jar;
        this.progress = progress;
        this.findings = findings;
    }

    /** Runs the campaign and reads its results. */
    Collection<TestResult> run(Campaign campaign) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        clean();
        Path log = folder.resolve(LOG);
        Process process =
                new ProcessBuilder(command(campaign))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        Thread killer = new Thread(() -> kill(process));
        Runtime.getRuntime().addShutdownHook(killer);
        process.getOutputStream().close();
        relay(process, log, campaign);
        process.waitFor(); // the results say more than its status
        Runtime.getRuntime().removeShutdownHook(killer);
        return read(log);
    }

    private List<String> command(Campaign campaign) {
        List<String> command = QuietJvm.command();
        command.add("-Djcstress.console.printIntervalMs=1000");
        command.add("-cp");
        command.add(classPath());
        command.add(MAIN);
        option(command, "-t", campaign.selection());
        option(command, "-r", folder.toString());
        Map<String, Object> defaults =
                Map.of(
                        "-time",
                        campaign.millis(),
                        "-iters",
                        campaign.iterations(),
                        "-strideSize",
                        STRIDE_SIZE,
                        "-strideCount",
                        STRIDE_COUNT,
                        "-f",
                        1,
                        "-fsm",
                        1,
                        "-sc",
                        false);
        defaults.forEach(
                (name, value) -> {
                    if (!campaign.options().contains(name)) {
                        option(command, name, value.toString());
                    }
                });
        // Passed one by one, so that jcstress does not split them at spaces. It adds the flags of
        // its
        // own JVM.
        option(command, "-jvmArgs", "-javaagent:" + jar + "=" + campaign.patienceMillis());
        for (String flag : campaign.flags()) {
            option(command, "-jvmArgs", flag);
        }
        command.addAll(campaign.options());
        return command;
    }

    /** The class path of this JVM, with absolute paths: the other JVM works in another folder. */
    private static String classPath() {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getProperty("java.class.path"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void option(List<String> command, String name, String value) {
        command.add(name);
        command.add(value);
    }

    private void relay(Process process, Path log, Campaign campaign) throws IOException {
        try (BufferedReader output =
                        new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter copy = new PrintWriter(Files.newBufferedWriter(log))) {
            String line;
            while ((line = output.readLine()) != null) {
                copy.println(line);
                copy.flush();
                if (findings != null) {
                    findings.line(line);
                }
                Matcher matcher = PROGRESS.matcher(line);
                if (matcher.find()) {
                    progress.show(
                            String.format(
                                    "%s: %s JVMs planned, %s passed, %s",
                                    campaign.label(),
                                    matcher.group(1),
                                    matcher.group(2),
                                    matcher.group(3)));
                }
            }
        } finally {
            progress.clear();
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private Collection<TestResult> read(Path log) throws IOException {
        InProcessCollector collector = new InProcessCollector();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> results = files.filter(f -> f.toString().endsWith(RESULTS)).toList();
            if (results.isEmpty()) {
                throw new IOException("jcstress wrote no results; see " + log);
            }
            DiskReadCollector reader = new DiskReadCollector(results.get(0).toString(), collector);
            try {
                reader.dump();
            } catch (ClassNotFoundException e) {
                throw new IOException("the results cannot be read: " + results.get(0), e);
            } finally {
                reader.close();
            }
        }
        return collector.getTestResults();
    }

    /** Deletes the results of an earlier run, and nothing else. */
    private void clean() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".html") || name.endsWith(RESULTS) || name.equals(LOG)) {
                    Files.delete(file);
                }
            }
        }
    }
}
