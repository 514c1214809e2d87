package org.furwock.bench.peer;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The peer in C. It is compiled on this machine, if there is a compiler, and deleted at the end.
 */
public final class CPeer implements AutoCloseable {

    private static final String SOURCE = "furwock_peer.c";
    private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");
    private static final List<String> FLAGS = List.of("-O2", "-pthread");
    private static final Pattern PATH_SEPARATOR =
            Pattern.compile(File.pathSeparator, Pattern.LITERAL);
    private static final int TIMEOUT_SECONDS = 60;

    /**
     * A compiled peer, or the reason for its absence.
     *
     * @param peer the program, or null
     * @param obstacle the reason for its absence; empty if there is a program
     */
    public record Result(@Nullable CPeer peer, String obstacle) implements AutoCloseable {

        /** Deletes the program, if there is one. */
        @Override
        public void close() {
            if (peer != null) {
                peer.close();
            }
        }
    }

    private final Path folder;
    private final Path executable;
    private final String compiler;

    private CPeer(Path folder, Path executable, String compiler) {
        this.folder = folder;
        this.executable = executable;
        this.compiler = compiler;
        // For a run that is cut short. The last one registered is deleted first.
        folder.toFile().deleteOnExit();
        folder.resolve(SOURCE).toFile().deleteOnExit();
        executable.toFile().deleteOnExit();
    }

    /** Finds a compiler and compiles the peer. */
    public static Result compile() {
        Path compiler = findCompiler();
        if (compiler == null) {
            return new Result(null, "no C compiler was found (looked for " + COMPILERS + ")");
        }
        try {
            Path folder = Files.createTempDirectory("furwock-peer");
            return compile(compiler, folder);
        } catch (IOException e) {
            return new Result(null, "the C program could not be compiled: " + e.getMessage());
        }
    }

    private static Result compile(Path compiler, Path folder) throws IOException {
        Path source = folder.resolve(SOURCE);
        CPeer peer = new CPeer(folder, folder.resolve("furwock_peer"), compilerName(compiler));
        try (InputStream in = CPeer.class.getResourceAsStream(SOURCE)) {
            if (in == null) {
                throw new IOException(SOURCE + " is not in the jar");
            }
            Files.copy(in, source);
            Process process =
                    new ProcessBuilder(peer.commandLine(compiler, source))
                            .redirectErrorStream(true)
                            .start();
            String printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(compiler + " did not end");
            }
            if (process.exitValue() != 0) {
                throw new IOException(compiler + " says: " + printed.strip());
            }
            return new Result(peer, "");
        } catch (IOException e) {
            peer.close();
            throw e;
        } catch (InterruptedException e) {
            peer.close();
            Thread.currentThread().interrupt();
            return new Result(null, "interrupted while compiling the C program");
        }
    }

    private List<String> commandLine(Path compilerPath, Path source) {
        List<String> command = new ArrayList<>();
        command.add(compilerPath.toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-o", executable.toString(), source.toString()));
        return command;
    }

    private static @Nullable Path findCompiler() {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return COMPILERS.stream()
                .flatMap(name -> PATH_SEPARATOR.splitAsStream(path).map(dir -> Path.of(dir, name)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElse(null);
    }

    private static String compilerName(Path compiler) {
        return compiler.getFileName() + " " + String.join(" ", FLAGS);
    }

    /** The compiler and its flags. */
    public String compiler() {
        return compiler;
    }

    /**
     * Starts the program for one kind of work; it then waits for commands.
     *
     * @param prefix the prefix of the command
     */
    public CPeerProcess start(String mode, List<String> prefix) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(executable.toString());
        command.add(mode);
        return new CPeerProcess(command, mode);
    }

    /** Deletes the program and its source. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(executable);
            Files.deleteIfExists(folder.resolve(SOURCE));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // It stays in the folder for temporary files, which the system cleans.
        }
    }
}
