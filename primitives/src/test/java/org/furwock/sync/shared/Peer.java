package org.furwock.sync.shared;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Assumptions;

/**
 * Another process, in Java or in C, that reads one command a line and answers with a line. It ends
 * with the test.
 */
final class Peer implements AutoCloseable {

    private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");

    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;
    private int threadId;

    private Peer(List<String> command) {
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        orders = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** A JVM with the class path and the engine of this one. */
    static Peer java(Class<?> main, Object... arguments) {
        return new Peer(ChildJvm.command(main, List.of(), arguments)).awaitReady();
    }

    /** A C program from the test resources; skips the test if there is no compiler. */
    static Peer c(Path folder, String source, Object... arguments) {
        return new Peer(command(folder, source, arguments)).awaitReady();
    }

    /** The output of a C program that ends by itself. */
    static String output(Path folder, String source, Object... arguments) {
        try (Peer peer = new Peer(command(folder, source, arguments))) {
            return peer.readLine();
        }
    }

    private static List<String> command(Path folder, String source, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(compiled(folder, source).toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    private static Path compiled(Path folder, String source) {
        Path program = folder.resolve(source.replace(".c", ""));
        if (!Files.exists(program)) {
            String compiler = findCompiler();
            Assumptions.assumeTrue(
                    compiler != null, () -> "no C compiler was found, of " + COMPILERS);
            Path file = folder.resolve(source);
            try (InputStream in = Peer.class.getResourceAsStream(source)) {
                Files.copy(in, file);
                Process compile =
                        new ProcessBuilder(
                                        compiler,
                                        "-O2",
                                        "-Wall",
                                        "-Werror",
                                        "-pthread",
                                        "-o",
                                        program.toString(),
                                        file.toString())
                                .redirectErrorStream(true)
                                .start();
                String printed = new String(compile.getInputStream().readAllBytes());
                if (compile.waitFor() != 0) {
                    throw new AssertionError(compiler + " says: " + printed);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted while compiling", e);
            }
        }
        return program;
    }

    private static String findCompiler() {
        for (String name : COMPILERS) {
            for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
                if (Files.isExecutable(Path.of(folder, name))) {
                    return name;
                }
            }
        }
        return null;
    }

    private Peer awaitReady() {
        String line = readLine();
        if (line == null || !line.startsWith("ready ")) {
            throw new AssertionError("the peer is not ready; it says " + line);
        }
        threadId = Integer.parseInt(line.substring("ready ".length()));
        return this;
    }

    /** The kernel's id of the thread that runs the commands. */
    int threadId() {
        return threadId;
    }

    long pid() {
        return process.pid();
    }

    /** Sends a command, and returns without the answer. */
    Peer order(String order) {
        try {
            orders.write(order + "\n");
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    String readLine() {
        Task<String> line = TestThreads.start(answers::readLine);
        return line.get();
    }

    /** Sends a command, and returns the answer. */
    String ask(String order) {
        return order(order).readLine();
    }

    /** Ends it by SIGKILL; returns when it has ended. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Returns when it has ended by itself. */
    void awaitEnd() {
        try {
            if (!process.waitFor(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the process does not end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for its end", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
