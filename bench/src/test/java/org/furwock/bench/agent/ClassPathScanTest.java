package org.furwock.bench.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.furwock.bench.sample.shop.OwnLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class ClassPathScanTest {

    /** The header of an entry that is not compressed, and whose length comes after it. */
    private static final byte[] BROKEN_JAR =
            ByteBuffer.allocate(31)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(0, 0x04034b50)
                    .putShort(6, (short) 8)
                    .putShort(26, (short) 1)
                    .put(30, (byte) 'x')
                    .array();

    @TempDir Path folder;

    @Test
    void shouldReadTheClassPath() {
        ClassPathScan.Result result = ClassPathScan.run(List.of());

        assertThat(result.classes().contains(OwnLock.class.getName().replace('.', '/'))).isTrue();
        assertThat(result.classes().contains("java/lang/String")).isFalse();
    }

    @Test
    void shouldReadJarsInsideOfAJar() throws IOException {
        Path jar =
                write(
                        "app.jar",
                        null,
                        Map.of(
                                "BOOT-INF/classes/a/Main.class", classFile("a/Main"),
                                "BOOT-INF/lib/b.jar",
                                        bytes(null, Map.of("b/Lib.class", classFile("b/Lib")))));

        ClassPathScan.Result result = ClassPathScan.run(List.of(jar));

        assertThat(result.classes().contains("a/Main")).isTrue();
        assertThat(result.classes().contains("b/Lib")).isTrue();
    }

    @Test
    void shouldFollowTheClassPathOfAManifest() throws IOException {
        write("lib one.jar", null, Map.of("c/One.class", classFile("c/One")));
        Path jar = write("app.jar", "lib%20one.jar not-there.jar", Map.of());

        assertThat(ClassPathScan.run(List.of(jar)).classes().contains("c/One")).isTrue();
    }

    @Test
    void shouldPreferTheVersionThatThisJvmLoads() throws IOException {
        byte[] plain = classFile("d/Versioned");
        byte[] versioned = classFile("d/Versioned", "java/util/concurrent/Semaphore");
        Path jar =
                write(
                        "versions.jar",
                        null,
                        Map.of(
                                "d/Versioned.class", plain,
                                "META-INF/versions/11/d/Versioned.class", versioned));

        assertThat(ClassPathScan.run(List.of(jar)).classes().withSupertypes("d/Versioned"))
                .contains("java/util/concurrent/Semaphore");
    }

    @Test
    void shouldFollowLinksOnce() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real/f"));
        Files.write(real.resolve("Linked.class"), classFile("f/Linked"));
        Files.createSymbolicLink(real.resolve("loop"), folder.resolve("real"));
        Files.createSymbolicLink(real.resolve("Dangling.class"), folder.resolve("nothing"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));

        ClassPathScan.Result result = ClassPathScan.run(List.of(link));

        assertThat(result.classes().contains("f/Linked")).isTrue();
        assertThat(result.unread())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("Dangling.class"));
    }

    @Test
    void shouldReadTheModulePath() throws IOException {
        write("module.jar", null, Map.of("g/OfModule.class", classFile("g/OfModule")));
        String before = System.getProperty("jdk.module.path");
        System.setProperty("jdk.module.path", folder.toString());
        try {
            assertThat(ClassPathScan.run(List.of()).classes().contains("g/OfModule")).isTrue();
        } finally {
            if (before == null) {
                System.clearProperty("jdk.module.path");
            } else {
                System.setProperty("jdk.module.path", before);
            }
        }
    }

    @Test
    void shouldReadTheRestOfAJarWithABrokenJarInside() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("lib/broken.jar", BROKEN_JAR);
        entries.put("h/After.class", classFile("h/After"));
        Path jar = write("outer.jar", null, entries);

        ClassPathScan.Result result = ClassPathScan.run(List.of(jar));

        assertThat(result.classes().contains("h/After")).isTrue();
        assertThat(result.unread())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("outer.jar!/lib/broken.jar: "));
    }

    @Test
    void shouldSayWhatItCannotRead() throws IOException {
        Path jar = write("broken.jar", null, Map.of("e/Broken.class", new byte[] {1, 2, 3}));
        Path noJar = Files.write(folder.resolve("text.jar"), new byte[] {1});

        assertThat(ClassPathScan.run(List.of(jar, noJar)).unread())
                .anySatisfy(line -> assertThat(line).contains("broken.jar!/e/Broken.class"))
                .anySatisfy(line -> assertThat(line).contains("text.jar"));
    }

    private Path write(String name, String classPath, Map<String, byte[]> entries)
            throws IOException {
        return Files.write(folder.resolve(name), bytes(classPath, entries));
    }

    private static byte[] bytes(String classPath, Map<String, byte[]> entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        if (classPath != null) {
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] classFile(String name) {
        return classFile(name, "java/lang/Object");
    }

    private static byte[] classFile(String name, String superclass) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, name, null, superclass, null);
        writer.visitEnd();
        return writer.toByteArray();
    }
}
