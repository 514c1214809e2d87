package org.furwock.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import org.furwock.bench.jmh.ParentWatch;
import org.furwock.locks.Deadlocks;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.locks.LockDiagnostics;
import org.furwock.sync.Mutex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(300)
class DeadlocksCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringBuilder message = new StringBuilder();

    private int run(String pid) {
        CommandLine line = new CommandLine(new DeadlocksCommand());
        line.setOut(new PrintWriter(out));
        line.setExecutionExceptionHandler(
                (e, command, parsed) -> {
                    message.append(e.getMessage());
                    return 1;
                });
        return line.execute(pid);
    }

    private int runFor(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Program.class.getName());
        command.addAll(List.of(options));
        Process program =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("ready");
            return run(String.valueOf(program.pid()));
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void shouldShowTheDeadlockOfAnotherProcess() throws IOException {
        assertThat(runFor("register", "deadlock")).as("%s", message).isZero();

        assertThat(out.toString())
                .contains("left thread", "right thread")
                .contains(FutexReentrantLock.class.getName(), Mutex.class.getName())
                .contains("lockBoth");
    }

    @Test
    void shouldSayThatThereIsNone() throws IOException {
        assertThat(runFor("register")).as("%s", message).isZero();

        assertThat(out.toString()).contains("No deadlock.");
    }

    @Test
    void shouldSayWhatTheProgramHasToDo() throws IOException {
        assertThat(runFor()).isEqualTo(1);

        assertThat(message).contains("has no bean", "LockDiagnostics.register()");
    }

    @Test
    void shouldSayThatThereIsNoSuchProcess() {
        assertThat(run("2000000000")).isEqualTo(1);

        assertThat(message).contains("cannot attach to process 2000000000");
    }

    /** The other process. */
    static final class Program {

        private Program() {}

        public static void main(String[] options) throws InterruptedException {
            ParentWatch.start();
            if (List.of(options).contains("register")) {
                LockDiagnostics.register();
            }
            if (List.of(options).contains("deadlock")) {
                Lock left = new FutexReentrantLock();
                Lock right = new Mutex();
                CountDownLatch held = new CountDownLatch(2);
                start("left thread", left, right, held);
                start("right thread", right, left, held);
                while (Deadlocks.find().isEmpty()) {
                    Thread.onSpinWait();
                }
            }
            System.out.println("ready");
            Thread.currentThread().join(); // waits until the test ends this process
        }

        private static void start(String name, Lock first, Lock second, CountDownLatch held) {
            new Thread(() -> lockBoth(first, second, held), name).start();
        }

        private static void lockBoth(Lock first, Lock second, CountDownLatch held) {
            first.lock();
            held.countDown();
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            second.lock();
        }
    }
}
