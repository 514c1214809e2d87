package org.furwock.bench.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartUpTest {

    @Test
    void shouldMeasureBothLocks() throws Exception {
        List<FirstUse> uses = StartUp.measure(1);

        assertThat(uses)
                .extracting(FirstUse::lock)
                .containsExactly("ReentrantLock", "FutexReentrantLock");
        assertThat(uses)
                .allSatisfy(
                        use -> {
                            assertThat(use.lockMillis()).isPositive();
                            assertThat(use.waitMillis()).isPositive();
                        });
        FirstUse ours = uses.get(1);
        assertThat(ours.lockClasses()).isPositive(); // the lock itself
        assertThat(ours.waitClasses()).isGreaterThan(ours.lockClasses()); // the engine
    }

    @Test
    void shouldTakeTheMedianOfEachFigure() {
        List<long[]> runs =
                List.of(
                        new long[] {1_000_000, 9, 5_000_000, 2},
                        new long[] {3_000_000, 7, 4_000_000, 1},
                        new long[] {2_000_000, 8, 6_000_000, 3});

        assertThat(StartUp.median("a lock", runs))
                .isEqualTo(new FirstUse("a lock", 2.0, 8, 5.0, 2));
    }

    @Test
    void shouldSumTheEntriesOfEachPart(@TempDir Path folder) throws Exception {
        Path jar = folder.resolve("a.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            put(out, "org/furwock/futex/A.class", 100);
            put(out, "META-INF/versions/22/org/furwock/futex/A.class", 10);
            put(out, "org/furwock/locks/B.class", 200);
            put(out, "org/furwock/scoped/D.class", 20);
            put(out, "org/furwock/bench/C.class", 1000);
        }

        assertThat(JarSize.in(jar.toString()))
                .extracting(JarSize::bytes)
                .containsExactly(110L, 220L, 0L);
    }

    private static void put(JarOutputStream out, String name, int bytes) throws Exception {
        ZipEntry entry = new ZipEntry(name);
        byte[] content = new byte[bytes];
        CRC32 sum = new CRC32();
        sum.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes);
        entry.setCompressedSize(bytes);
        entry.setCrc(sum.getValue());
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }
}
