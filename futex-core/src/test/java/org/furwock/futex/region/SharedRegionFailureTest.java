package org.furwock.futex.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestEngines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a failure or an interrupt in the middle of something says, and leaves behind. */
@HangBound
class SharedRegionFailureTest {

    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void assumeKernel() {
        TestEngines.assumeKernel("it reaches no other process");
        file = folder.resolve("region");
    }

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void shouldSayThatAnInterruptKeptItFromBeingMadeOrOpened() throws IOException {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(ClosedByInterruptException.class)
                .isThrownBy(() -> SharedRegion.at(file).create());
        assertThatExceptionOfType(ClosedByInterruptException.class)
                .isThrownBy(() -> SharedRegion.at(file).openOrCreate());
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        assertThat(folder).isEmptyDirectory();
        SharedRegion.at(file).create();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(ClosedByInterruptException.class)
                .isThrownBy(() -> SharedRegion.at(file).open());
    }

    @Test
    void shouldRecogniseARegionAlsoOnAnInterruptedThread() throws IOException {
        SharedRegion.at(file).create();
        Thread.currentThread().interrupt();
        assertThat(SharedRegion.list(folder)).containsExactly(file);
        SharedRegion.unlink(file);
        assertThat(file).doesNotExist();
    }

    /** The temporary file cannot be deleted either, where there is no folder. */
    @Test
    void shouldNameTheRegionWhereAFileIsInTheWay() throws IOException {
        Path below = Files.createFile(file).resolve("region");
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> SharedRegion.at(below).create())
                .withMessageStartingWith(below + ": ")
                .withMessageContaining("cannot be created there");
    }

    @Test
    void shouldLoseNoSpaceIfAnInitializerThrows() throws IOException {
        SharedRegion region = SharedRegion.at(file).create();
        int before = region.free();
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(
                            () ->
                                    region.slot(
                                            "slot",
                                            "int",
                                            4,
                                            bytes -> {
                                                bytes.putInt(0, 42);
                                                throw new IllegalArgumentException();
                                            }));
        }
        assertThat(region.slots()).isEmpty();
        assertThat(region.free()).isEqualTo(before);
        assertThat(region.slot("slot", "int", 4).buffer().getInt(0)).isZero();
    }
}
