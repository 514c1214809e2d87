package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run-time image of java.base and this jar: small, without JNA, and with the fastest engine. And
 * a program on the module path, where JNA is in reach but optional.
 */
@HangBound
class RuntimeImageIT {

    private static final boolean HAS_FFM_API = Runtime.version().feature() >= 22;
    private static final long MOST_BYTES = 66 << 20;

    @TempDir private Path folder;

    @BeforeEach
    void onLinux() {
        Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux"), "there is no kernel with futexes");
    }

    @Test
    void shouldRunWithoutJna() throws Exception {
        Path image = folder.resolve("image");
        Path use = writeUser();
        link(image);

        String told = run(image, use);

        assertThat(told).contains("WOKEN");
        if (HAS_FFM_API) {
            assertThat(told).contains("engine ffm").doesNotContain("not the fastest");
        } else {
            assertThat(told).contains("engine emulated", "--add-modules com.sun.jna");
        }
        String modules = run(image, "--list-modules");
        assertThat(modules.lines().map(line -> line.replaceFirst("@.*", "")))
                .containsExactlyInAnyOrder("java.base", "org.furwock.futex");
        assertThat(size(image)).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void shouldNameTheFlagThatMakesJnaAModuleOfTheProgram() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String use = writeUser().toString();
        String path = jar() + File.pathSeparator + jarOf(Native.class);
        String[] both = {"--add-modules", "org.furwock.futex,com.sun.jna"};
        String[] ours = {"--add-modules", "org.furwock.futex"};
        String asked = "-Dfurwock.engine=jna";

        Run without = start(java, asked, "-p", path, ours[0], ours[1], "-cp", use, "Use");
        Run with = start(java, asked, "-p", path, both[0], both[1], "-cp", use, "Use");

        assertThat(without.status()).isOne();
        assertThat(without.output())
                .contains("furwock.engine=jna cannot be used: jna: JNA cannot be loaded")
                .contains("run with --add-modules com.sun.jna, or require com.sun.jna");
        assertThat(with.output()).contains("WOKEN", "engine jna");
    }

    private static Path jar() throws Exception {
        return jarOf(EngineInfo.class);
    }

    private static Path jarOf(Class<?> type) throws Exception {
        Path jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        assertThat(jar).isRegularFile(); // this test is of the packaged jar
        return jar;
    }

    private static void link(Path image) throws Exception {
        ToolProvider jlink = ToolProvider.findFirst("jlink").orElse(null);
        Assumptions.assumeTrue(jlink != null, "this JDK has no jlink");
        StringWriter messages = new StringWriter();
        int status =
                jlink.run(
                        new PrintWriter(messages),
                        new PrintWriter(messages),
                        "--module-path",
                        jar().toString(),
                        "--add-modules",
                        "org.furwock.futex",
                        "--strip-java-debug-attributes",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        image.toString());
        assertThat(status).as(messages.toString()).isZero();
    }

    /** The image has no compiler: a class file is made with this JDK's. */
    private Path writeUser() throws Exception {
        Path source = folder.resolve("Use.java");
        Files.writeString(
                source,
                """
                import org.furwock.futex.*;
                class Use {
                    public static void main(String[] arguments) throws Exception {
                        FutexWord word = FutexWord.allocate();
                        Thread waker = new Thread(() -> { while (Futex.wake(word, 1) == 0); });
                        waker.start();
                        System.out.println(Futex.await(word, 0));
                        waker.join();
                        System.out.println("engine " + EngineInfo.current().name());
                        EngineInfo.current().rejected().forEach(System.out::println);
                    }
                }
                """);
        Path out = folder.resolve("classes");
        int status =
                javax.tools.ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-cp",
                                jar().toString(),
                                "-d",
                                out.toString(),
                                source.toString());
        assertThat(status).isZero();
        return out;
    }

    private static String run(Path image, Path classes) throws Exception {
        return run(
                image,
                "--enable-native-access=org.furwock.futex",
                "--add-modules",
                "org.furwock.futex",
                "-cp",
                classes.toString(),
                "Use");
    }

    private static String run(Path image, String... arguments) throws Exception {
        String[] known =
                Stream.of(arguments)
                        .filter(a -> HAS_FFM_API || !a.startsWith("--enable"))
                        .toArray(String[]::new);
        Run run = start(image.resolve("bin/java"), known);
        assertThat(run.status()).as(run.output()).isZero();
        return run.output();
    }

    /** What a process printed, and its exit status. */
    private record Run(String output, int status) {}

    private static Run start(Path java, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(output, process.waitFor());
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
        }
    }
}
