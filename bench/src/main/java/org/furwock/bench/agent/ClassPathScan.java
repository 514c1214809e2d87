package org.furwock.bench.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Reads every class on the class path, on the module path, and in the jars and folders of the
 * option {@code scan}. Jars inside a jar are read too, as in Spring Boot jars and WAR files.
 */
final class ClassPathScan {

    private static final String CLASS = ".class";

    private final ClassIndex index = new ClassIndex();
    private final Set<Path> seen = new HashSet<>();
    private final List<String> unread = new ArrayList<>();

    private ClassPathScan() {}

    /**
     * @param classes the classes found
     * @param unread the places that could not be read, with the reasons
     */
    record Result(ClassIndex classes, List<String> unread) {}

    /** Reads the class path and the module path of this JVM, and then {@code more}. */
    static Result run(List<Path> more) {
        ClassPathScan scan = new ClassPathScan();
        paths("java.class.path").forEach(scan::readPlace);
        paths("jdk.module.path").forEach(scan::readModules);
        more.forEach(scan::readPlace);
        return new Result(scan.index, List.copyOf(scan.unread));
    }

    private static Stream<Path> paths(String property) {
        return Stream.of(System.getProperty(property, "").split(File.pathSeparator))
                .filter(path -> !path.isEmpty())
                .map(Path::of);
    }

    /** A module path may also contain folders of modules. */
    private void readModules(Path place) {
        if (Files.isDirectory(place) && !Files.exists(place.resolve("module-info.class"))) {
            try (Stream<Path> modules = Files.list(place)) {
                modules.sorted().forEach(this::readPlace);
            } catch (IOException e) {
                unread.add(place + ": " + e);
            }
        } else {
            readPlace(place);
        }
    }

    private void readPlace(Path place) {
        if (!seen.add(place.toAbsolutePath().normalize())) {
            return;
        }
        try {
            if (Files.isDirectory(place)) {
                readFolder(place);
            } else if (Files.isRegularFile(place)) {
                readJar(place);
            }
            // A class path may name files that do not exist.
        } catch (IOException e) {
            unread.add(place + ": " + e);
        }
    }

    private void readFolder(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(
                folder,
                Set.of(FileVisitOption.FOLLOW_LINKS),
                Integer.MAX_VALUE,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.toString().endsWith(CLASS)) {
                            files.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        // A link to a folder around it: its classes are read without the link.
                        if (!(e instanceof FileSystemLoopException)) {
                            unread.add(file + ": " + e);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        Collections.sort(files); // the reasons of a report depend on the order
        files.forEach(this::readFile);
    }

    private void readFile(Path file) {
        try {
            readClass(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            unread.add(file + ": " + e);
        }
    }

    private void readJar(Path file) throws IOException {
        Manifest manifest;
        try (JarFile jar =
                new JarFile(file.toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
            for (JarEntry entry : jar.versionedStream().toList()) {
                readEntry(file, jar, entry);
            }
            manifest = jar.getManifest();
        }
        if (manifest != null) {
            readClassPathOf(manifest, file);
        }
    }

    /** Another entry than a broken one may be read. */
    private void readEntry(Path file, JarFile jar, JarEntry entry) {
        try (InputStream content = jar.getInputStream(entry)) {
            readEntry(file.toString(), entry, content);
        } catch (IOException e) {
            unread.add(file + "!/" + entry.getName() + ": " + e);
        }
    }

    private void readEntry(String jar, ZipEntry entry, InputStream content) throws IOException {
        String name = jar + "!/" + entry.getName();
        if (entry.getName().endsWith(CLASS)) {
            readClass(name, content.readAllBytes());
        } else if (entry.getName().endsWith(".jar")) {
            ZipInputStream inner = new ZipInputStream(content);
            for (ZipEntry next = inner.getNextEntry(); next != null; next = inner.getNextEntry()) {
                readEntry(name, next, inner);
            }
        }
    }

    private void readClassPathOf(Manifest manifest, Path jar) {
        String entries = manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        if (entries == null) {
            return;
        }
        for (String entry : entries.trim().split("\\s+", -1)) {
            try {
                URI place = jar.toAbsolutePath().toUri().resolve(entry);
                if ("file".equals(place.getScheme())) {
                    readPlace(Path.of(place));
                }
            } catch (IllegalArgumentException e) {
                unread.add(jar + ", Class-Path " + entry + ": " + e.getMessage());
            }
        }
    }

    private void readClass(String where, byte[] file) {
        if (where.endsWith("module-info.class")) {
            return;
        }
        try {
            index.add(ClassFactsReader.read(file));
        } catch (RuntimeException e) {
            // ASM throws any RuntimeException for a class file that is broken or too new for it.
            unread.add(where + ": " + e);
        }
    }
}
