package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.TestThreads;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread dump of a JVM whose threads wait for mutexes. */
@Timeout(600)
class MutexDumpTest {

    /** A program in which two threads wait for each other for ever. */
    static final class Deadlock {

        private Deadlock() {}

        public static void main(String[] arguments) {
            Mutex left = new Mutex();
            Mutex right = new Mutex();
            Thread one = start("lock-left-first", left, right);
            Thread two = start("lock-right-first", right, left);
            Blocked.await(one, two);
            System.out.println("deadlocked");
        }

        private static Thread start(String name, Mutex first, Mutex second) {
            Thread thread =
                    new Thread(
                            () -> {
                                first.lock();
                                while (!second.isLocked()) {
                                    Thread.onSpinWait();
                                }
                                second.lock();
                            },
                            name);
            thread.start();
            return thread;
        }
    }

    @Test
    void shouldShowTheDeadlockToJstack() throws Exception {
        Path jstack = Path.of(System.getProperty("java.home"), "bin", "jstack");
        Assumptions.assumeTrue(Files.isExecutable(jstack), "this is no JDK: no jstack");
        try (ChildJvm child = ChildJvm.start(Deadlock.class, List.of())) {
            child.awaitLine("deadlocked");
            String dump = run(jstack.toString(), "-l", Long.toString(child.pid()));
            assertThat(dump)
                    .contains("Found one Java-level deadlock")
                    .containsPattern(
                            "parking to wait for +<0x[0-9a-f]+> \\(a org.furwock.sync.Mutex\\)")
                    .containsPattern(
                            "waiting for ownable synchronizer 0x[0-9a-f]+,"
                                    + " \\(a org.furwock.sync.Mutex\\)")
                    .containsPattern("which is held by \"lock-(left|right)-first\"")
                    .containsPattern(
                            "Locked ownable synchronizers:\\s+- <0x[0-9a-f]+>"
                                    + " \\(a org.furwock.sync.Mutex\\)");
        }
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
