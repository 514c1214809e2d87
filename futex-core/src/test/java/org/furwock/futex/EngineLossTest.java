package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.furwock.futex.linux.Abi;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reasons for which an engine is missing, and the advice. */
@HangBound
class EngineLossTest {

    private static final String NO_CHOICE = "-D" + Engines.PROPERTY + "=";
    private static final String LOGGED = "which is not the fastest here";
    private static final boolean HAS_FFM_API = Runtime.version().feature() >= 22;

    @TempDir private Path folder;

    @BeforeEach
    void onLinux() {
        Assumptions.assumeTrue(Abi.obstacle().isEmpty(), Abi::obstacle);
    }

    /** Runs in a process of its own. */
    static final class Teller {
        private Teller() {}

        public static void main(String[] arguments) throws ReflectiveOperationException {
            for (String name : arguments) {
                try {
                    Class.forName(name);
                } catch (LinkageError e) {
                    System.out.println("first failed: " + e.getClass().getSimpleName());
                }
            }
            System.out.println("name: " + EngineInfo.current().name());
            EngineInfo.current().rejected().forEach(line -> System.out.println("no " + line));
            System.out.println("features: " + KernelFeatures.current().obstacle());
        }
    }

    private static String tell(List<String> options, Object... arguments)
            throws InterruptedException {
        List<String> all = new ArrayList<>(options);
        all.add(NO_CHOICE);
        try (ChildJvm child = ChildJvm.start(Teller.class, all, arguments)) {
            return child.outputOfSuccess();
        }
    }

    private static void assertLoggedOnce(String told, String reason) {
        assertThat(told.lines().filter(line -> line.contains(LOGGED)))
                .singleElement()
                .asString()
                .contains(reason);
    }

    @Test
    void shouldNameTheFlagIfNativeAccessIsDenied() throws InterruptedException {
        Assumptions.assumeTrue(Runtime.version().feature() >= 24, "this JDK cannot deny it");
        String told = tell(List.of(ChildJvm.DENY_NATIVE_ACCESS));

        assertThat(told)
                .contains("name: emulated")
                .contains("no jna: JNA cannot be loaded: java.lang.IllegalCallerException")
                .contains("run with --enable-native-access=ALL-UNNAMED")
                .contains("features: JNA cannot be loaded");
        assertLoggedOnce(told, "--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void shouldTellTheFirstCauseAlsoIfSomebodyElseMetItBefore() throws InterruptedException {
        assumeJnaIsTried();
        List<String> broken = List.of("-Djna.tmpdir=/proc/self/no/such/folder");

        String told = tell(broken, "com.sun.jna.Native");

        assertThat(told)
                .contains("first failed: ")
                .contains("-Djna.tmpdir=DIRECTORY")
                .doesNotContain("Could not initialize class");
        assertThat(told).contains("name: emulated");
        assertLoggedOnce(told, "-Djna.tmpdir=DIRECTORY");
    }

    @Test
    void shouldSayThatJnaIsMissing() throws InterruptedException {
        assumeJnaIsTried();
        String told = tell(List.of("-cp", classPath(entry -> !entry.contains("jna"))));

        assertThat(told)
                .contains("no jna: JNA cannot be loaded: ")
                .contains("put JNA (net.java.dev.jna) on the class path")
                .doesNotContain("--add-modules");
    }

    @Test
    void shouldSayThatAnotherVersionOfJnaComesFirst() throws Exception {
        assumeJnaIsTried();
        Path classes = Files.createDirectories(folder.resolve("com/sun/jna"));
        compile("package com.sun.jna; public class Native {}", classes.resolve("Native.java"));
        String told = tell(List.of("-cp", folder + File.pathSeparator + classPath(entry -> true)));

        assertThat(told)
                .contains("no jna: JNA cannot be loaded: java.lang.NoSuch")
                .contains("another version of JNA comes first, from file:" + folder);
    }

    @Test
    void shouldSayThatShadingHasLostTheAttribute() throws Exception {
        Assumptions.assumeTrue(HAS_FFM_API, "this JDK has no overlay");
        Path classes = classesOfCore();
        Assumptions.assumeTrue(
                Files.exists(classes.resolve("META-INF/versions/22")), "built without the overlay");
        Path jar = folder.resolve("shaded.jar");
        writeJar(jar, new Manifest(), files(classes), classes);
        String rest = classPath(entry -> !Path.of(entry).equals(classes));

        String told = tell(List.of("-cp", jar + File.pathSeparator + rest));

        assertThat(told)
                .contains("name: jna")
                .contains("no ffm: the jar that holds futex-core has META-INF/versions/22")
                .contains("'Multi-Release: true'");
        assertLoggedOnce(told, "'Multi-Release: true'");
    }

    @Test
    void shouldLogNothingIfNothingIsLost() throws Exception {
        Path classes = classesOfCore();
        Path jar = folder.resolve("whole.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        writeJar(jar, manifest, files(classes), classes);
        boolean whole = !HAS_FFM_API || Files.exists(classes.resolve("META-INF/versions/22"));
        Assumptions.assumeTrue(whole, "built without the overlay");
        String rest = classPath(entry -> !Path.of(entry).equals(classes));

        String told = tell(List.of("-cp", jar + File.pathSeparator + rest));

        assertThat(told).contains(HAS_FFM_API ? "name: ffm" : "name: jna").doesNotContain(LOGGED);
    }

    private static void assumeJnaIsTried() {
        Assumptions.assumeTrue(Engines.choose("ffm").engine() == null, "this run has FFM first");
    }

    private static Path classesOfCore() throws Exception {
        Path classes =
                Path.of(Engines.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Assumptions.assumeTrue(Files.isDirectory(classes), "this run uses a jar");
        return classes;
    }

    private static String classPath(Predicate<String> wanted) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(wanted)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void writeJar(Path jar, Manifest manifest, List<Path> files, Path root)
            throws IOException {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            for (Path file : files) {
                entries.putNextEntry(new ZipEntry(root.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
    }

    private static void compile(String source, Path file) throws IOException {
        Files.writeString(file, source);
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, file.toString());
        assertThat(status).isZero();
    }
}
