package org.furwock.bench.compare;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that programs need in addition to the jar of bench.
 *
 * @param agent the agent's jar
 * @param classPath the class path with the libraries
 */
record ProgramFiles(Path agent, String classPath) {

    private static final String AGENT = "furwock-agent.jar";
    private static final String LIBRARIES = "programs-lib";

    /** The files next to the jar that this JVM runs; empty if they do not exist. */
    static Optional<ProgramFiles> here() {
        return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().getParent())
                .map(ProgramFiles::in)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<ProgramFiles> in(@Nullable Path folder) {
        if (folder == null
                || !Files.isRegularFile(folder.resolve(AGENT))
                || !Files.isDirectory(folder.resolve(LIBRARIES))) {
            return Optional.empty();
        }
        return Optional.of(
                new ProgramFiles(
                        folder.resolve(AGENT),
                        System.getProperty("java.class.path")
                                + File.pathSeparator
                                + String.join(
                                        File.pathSeparator, jars(folder.resolve(LIBRARIES)))));
    }

    private static List<String> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("cannot list " + folder + ": " + e, e);
        }
    }
}
