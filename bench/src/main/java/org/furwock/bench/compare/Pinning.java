package org.furwock.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Restricts a process to one processor. Java has no call for this, so {@code taskset} starts the
 * command and replaces itself by it.
 *
 * @param prefix the prefix for a command; empty if pinning is impossible
 * @param obstacle the reason why pinning is impossible; empty if it is possible
 */
public record Pinning(List<String> prefix, String obstacle) {

    private static final String TOOL = "taskset";
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    private static final Pinning HERE = detect();

    /** Copies the list. */
    public Pinning {
        prefix = List.copyOf(prefix);
    }

    /** The pinning of this machine, which does not change. */
    public static Pinning here() {
        return HERE;
    }

    /** Whether pinning is possible. */
    public boolean isPossible() {
        return !prefix.isEmpty();
    }

    /**
     * The prefix for the commands of measured processes.
     *
     * @throws IOException if the environment is not possible here; the message has the reason
     */
    static List<String> prefix(Environment environment) throws IOException {
        if (environment != Environment.PINNED) {
            return List.of();
        }
        if (!HERE.isPossible()) {
            throw new IOException(HERE.obstacle);
        }
        return HERE.prefix;
    }

    private static Pinning detect() {
        try {
            return tryOut(lastAllowedProcessor());
        } catch (IOException e) {
            return impossible(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return impossible("interrupted while trying " + TOOL);
        }
    }

    private static Pinning tryOut(String processor) throws IOException, InterruptedException {
        List<String> prefix = List.of(TOOL, "-c", processor);
        Process process =
                new ProcessBuilder(TOOL, "-c", processor, "true")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        int status = process.waitFor();
        return status == 0
                ? new Pinning(prefix, "")
                : impossible(String.join(" ", prefix) + " fails with status " + status);
    }

    private static Pinning impossible(String obstacle) {
        return new Pinning(List.of(), obstacle);
    }

    /** The last processor: the first one serves more interrupts. */
    private static String lastAllowedProcessor() throws IOException {
        if (!Files.exists(STATUS)) {
            throw new IOException("there is no " + STATUS);
        }
        Optional<String> list =
                Files.readAllLines(STATUS).stream()
                        .filter(line -> line.startsWith(ALLOWED))
                        .map(line -> line.substring(ALLOWED.length()).strip())
                        .findFirst();
        return last(list.orElseThrow(() -> new IOException(STATUS + " has no " + ALLOWED)));
    }

    /** The last number of a list in the kernel's form: "0-3,8,10-11". */
    static String last(String list) {
        int separator = Math.max(list.lastIndexOf('-'), list.lastIndexOf(','));
        return list.substring(separator + 1);
    }
}
