package org.furwock.jcstress.mutate;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.furwock.jcstress.Main;
import org.furwock.jcstress.run.QuietJvm;
import org.jspecify.annotations.Nullable;

/** The place of the tests, and the command lines that run them. */
final class Laboratory {

    private static final String LIBRARIES = "mutate-lib";

    /** Interleavings of each scenario. A flaw may need more of them than a build checks. */
    private static final String INTERLEAVINGS = "-Dfurwock.model.interleavings=1000";

    /** A name, because the class needs JUnit, which is not in the jar. */
    private static final String TEST_JVM = Laboratory.class.getPackageName() + ".TestJvm";

    private static final String MODEL_FLAGS = "model-flags.txt";

    // A race shows many times in this time, which is short beside the start of the JVMs.
    private static final String STRESS_MILLIS = "500";
    private static final String STRESS_ITERATIONS = "4";

    /** Begins the class path of a mutant. */
    static final String CLASSES = "classes";

    private final Path jar;
    private final Path project;
    private final List<Path> libraries;
    private final List<String> modelFlags;

    private Laboratory(Path jar, List<Path> libraries, List<String> modelFlags) {
        this.jar = jar;
        this.project = jar.resolve("../../..").normalize();
        this.libraries = libraries;
        this.modelFlags = modelFlags;
    }

    /**
     * The laboratory beside the jar of this program.
     *
     * @throws IOException if the tests are not there
     */
    static Laboratory open() throws IOException {
        Path jar = jar();
        Path folder = jar.resolveSibling(LIBRARIES);
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    "the tests are not in " + folder + ": mvn package puts them there");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new Laboratory(jar, files.sorted().toList(), modelFlags());
        }
    }

    private static Path jar() {
        try {
            return Path.of(
                            Laboratory.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The flags that Maven uses for the model checks. */
    private static List<String> modelFlags() throws IOException {
        try (InputStream file = Laboratory.class.getResourceAsStream(MODEL_FLAGS)) {
            if (file == null) {
                throw new IOException(MODEL_FLAGS + " is missing");
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return List.of(text.trim().split("\\s+", -1));
        }
    }

    /** The module of a test, whose files tests may read. */
    Path moduleOf(String test) {
        String module = test.contains("org.furwock.futex.") ? "futex-core" : "primitives";
        return project.resolve(module);
    }

    /** Where the results go. */
    Path home() {
        return jar.resolveSibling("mutate");
    }

    /**
     * The command line of a JVM that runs tests.
     *
     * @param mode how to run them
     * @param mutant the mutant; null for the library as it is
     * @param folder where the mutant's class is
     * @param tests classes or unique ids; for jcstress, names
     */
    List<String> command(
            Check.Mode mode, @Nullable Mutant mutant, Path folder, List<String> tests) {
        List<String> command = QuietJvm.command();
        boolean stress = mode.isStress();
        if (!stress) {
            command.add("-ea");
            command.addAll(flags(mode));
            if (mode == Check.Mode.MODEL && mutant != null) {
                command.add(INTERLEAVINGS);
                command.add("-Dfurwock.model.rewriter=" + ModelRewriter.class.getName());
                command.add("-D" + ModelRewriter.PROPERTY + "=" + mutant.name());
            }
        }
        command.add("-cp");
        command.add(classPath(mutant == null ? null : folder.resolve(CLASSES), stress));
        if (stress) {
            command.add(Main.class.getName());
            command.addAll(stressArguments(tests, folder.resolve("stress")));
            if (mode == Check.Mode.STRESS_EXCHANGE) {
                command.addAll(List.of("-jvmArgs", "-Dfurwock.release=exchange"));
            }
        } else {
            command.add(TEST_JVM);
            command.addAll(tests);
        }
        return command;
    }

    private static List<String> stressArguments(List<String> tests, Path report) {
        String expression = "^(" + String.join("|", tests).replace(".", "\\.") + ")$";
        return List.of(
                "test",
                expression,
                "--out",
                report.toString(),
                "--",
                "-time",
                STRESS_MILLIS,
                "-iters",
                STRESS_ITERATIONS);
    }

    private List<String> flags(Check.Mode mode) {
        return switch (mode) {
            case KERNEL -> quick("-Dfurwock.engine=jna");
            case EMULATED -> quick("-Dfurwock.engine=emulated");
            case PARK -> quick("-Dfurwock.engine=jna", "-Dfurwock.sleep=park");
            case MODEL -> modelFlags;
            case STRESS, STRESS_EXCHANGE -> List.of();
        };
    }

    /** Tests are too short for the optimizing compiler to pay. */
    private static List<String> quick(String... more) {
        List<String> flags = new ArrayList<>(List.of(more));
        flags.add("-XX:TieredStopAtLevel=1");
        flags.add("-XX:+UseSerialGC");
        return flags;
    }

    private String classPath(@Nullable Path mutant, boolean stress) {
        List<String> path = new ArrayList<>();
        if (mutant != null) {
            path.add(mutant.toString());
        }
        if (!stress) {
            libraries.forEach(library -> path.add(library.toString()));
        }
        path.add(jar.toString());
        return String.join(File.pathSeparator, path);
    }
}
