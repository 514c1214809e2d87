package org.furwock.bench.startup;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * What a part of the library adds to a program's jar.
 *
 * @param part its name
 * @param bytes of its entries, compressed
 */
public record JarSize(String part, long bytes) {

    private static final String OVERLAY = "META-INF/versions/\\d+/";

    /** The sizes of the parts, as they stand in a jar that holds them all. */
    public static List<JarSize> in(String jar) throws IOException {
        try (JarFile file = new JarFile(jar)) {
            return List.of(
                    new JarSize("futex-core", sum(file, "org/furwock/futex/")),
                    new JarSize(
                            "primitives",
                            sum(
                                    file,
                                    "org/furwock/locks/",
                                    "org/furwock/sync/",
                                    "org/furwock/waiting/",
                                    "org/furwock/profile/",
                                    "org/furwock/drepper/")),
                    new JarSize("JNA (not needed from JDK 22)", sum(file, "com/sun/jna/")));
        }
    }

    private static long sum(JarFile file, String... folders) {
        return file.stream()
                .filter(entry -> isIn(entry.getName(), folders))
                .mapToLong(ZipEntry::getCompressedSize)
                .sum();
    }

    private static boolean isIn(String entry, String... folders) {
        String name = entry.replaceFirst(OVERLAY, "");
        for (String folder : folders) {
            if (name.startsWith(folder)) {
                return true;
            }
        }
        return false;
    }
}
