package org.furwock.bench.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Processes and threads, as far as {@code /proc} shows them to this user. */
final class ShmProcesses {

    private static final Path PROC = Path.of("/proc");

    private ShmProcesses() {}

    /** The processes that map the file, as far as this user may see them, in words. */
    static List<String> mapping(Path file) throws IOException {
        String path = file.toRealPath().toString();
        List<String> processes = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : all) {
                if (maps(process, path)) {
                    processes.add(process.getFileName() + " (" + name(process) + ")");
                }
            }
        }
        return processes;
    }

    private static boolean maps(Path process, String path) {
        boolean self =
                process.getFileName()
                        .toString()
                        .equals(String.valueOf(ProcessHandle.current().pid()));
        if (self) {
            return false; // this process maps it only to inspect it
        }
        try (Stream<String> lines =
                Files.lines(process.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.endsWith(" " + path));
        } catch (IOException | UncheckedIOException e) {
            return false; // ended, or not readable
        }
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm"), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            return "gone";
        }
    }

    /** A thread, its process, and whether it is alive, in words. */
    static String thread(int id) {
        Path status = PROC.resolve(Integer.toString(id)).resolve("status");
        try {
            for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("Tgid:")) {
                    String process = line.substring("Tgid:".length()).strip();
                    return "thread "
                            + id
                            + " of process "
                            + process
                            + " ("
                            + name(PROC.resolve(process))
                            + "), alive";
                }
            }
            return "thread " + id;
        } catch (IOException e) {
            return "thread " + id + ", not alive";
        }
    }
}
