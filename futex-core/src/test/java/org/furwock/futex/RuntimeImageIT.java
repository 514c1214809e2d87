package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run-time image of java.base and this jar: small, without JNA, and with the fastest engine. */
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

    private static Path jar() throws Exception {
        Path jar =
                Path.of(
                        EngineInfo.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
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
        List<String> command =
                Stream.concat(
                                Stream.of(image.resolve("bin/java").toString()),
                                Stream.of(arguments)
                                        .filter(a -> HAS_FFM_API || !a.startsWith("--enable")))
                        .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
        }
    }
}
