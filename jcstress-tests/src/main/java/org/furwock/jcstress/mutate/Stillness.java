package org.furwock.jcstress.mutate;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The time for which all threads of a process and of its children have been asleep. The kernel
 * distinguishes a sleeping thread from one that has no processor, so a busy machine does not look
 * still.
 */
final class Stillness {

    private static final char SLEEPING = 'S';
    private static final char IDLE = 'I';

    private final ProcessHandle process;

    /** The threads that the last poll found awake. The JVM's own threads wake sometimes. */
    private Set<String> awake = new HashSet<>();

    private long since = System.nanoTime();

    Stillness(ProcessHandle process) {
        this.process = process;
    }

    /** The milliseconds in which no thread was awake at two polls in a row. */
    long look() throws IOException {
        Set<String> now = new HashSet<>();
        addAwake(process.pid(), now);
        for (ProcessHandle child : process.descendants().toList()) {
            addAwake(child.pid(), now);
        }
        awake.retainAll(now);
        if (!awake.isEmpty()) {
            restart();
        }
        awake = now;
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }

    /** Restarts the time, because the process has shown activity. */
    void restart() {
        since = System.nanoTime();
    }

    private static void addAwake(long pid, Set<String> awake) throws IOException {
        Path tasks = Path.of("/proc", Long.toString(pid), "task");
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                if (!isAsleep(thread)) {
                    awake.add(thread.toString());
                }
            }
        } catch (NoSuchFileException | DirectoryIteratorException e) {
            return; // it has ended
        }
    }

    /** The state follows the name, which is in parentheses. */
    private static boolean isAsleep(Path thread) throws IOException {
        try {
            String status = Files.readString(thread.resolve("stat"));
            char state = status.charAt(status.lastIndexOf(')') + 2);
            return state == SLEEPING || state == IDLE;
        } catch (IOException e) {
            if (Files.exists(thread)) {
                throw e;
            }
            return true; // it has ended: the file is gone, or the kernel knows no such process
        }
    }
}
