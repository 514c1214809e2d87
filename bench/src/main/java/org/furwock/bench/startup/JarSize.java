package org.furwock.bench.startup;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * The bytes that a part of the library adds to a program's jar.
 *
 * @param part the name of the part
 * @param bytes the compressed size of its entries
 */
public record JarSize(String part, long bytes) {

    private static final String OVERLAY = "META-INF/versions/\\d+/";

    /** The sizes of the parts, from a jar that contains all of them. */
    public static List<JarSize> in(String jar) throws IOException {
        try (JarFile file = new JarFile(jar)) {
            return List.of(
                    new JarSize("futex-core", sum(file, JarSize::isCore)),
                    new JarSize("primitives", sum(file, JarSize::isPrimitives)),
                    new JarSize("JNA (not needed from JDK 22)", sum(file, JarSize::isJna)));
        }
    }

    private static boolean isCore(String name) {
        return name.startsWith("org/furwock/futex/");
    }

    /** Whether an entry of such a jar is ours, and of neither of the other modules. */
    private static boolean isPrimitives(String name) {
        return name.startsWith("org/furwock/")
                && !isCore(name)
                && !name.startsWith("org/furwock/bench/");
    }

    private static boolean isJna(String name) {
        return name.startsWith("com/sun/jna/");
    }

    private static long sum(JarFile file, Predicate<String> part) {
        return file.stream()
                .filter(entry -> part.test(entry.getName().replaceFirst(OVERLAY, "")))
                .mapToLong(ZipEntry::getCompressedSize)
                .sum();
    }
}
