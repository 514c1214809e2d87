package org.furwock.futex.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexOperation;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;
import org.furwock.futex.Waiters;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Making, opening, refusing, closing. */
@HangBound
class SharedRegionTest {

    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void assumeKernel() {
        TestEngines.assumeKernel("it reaches no other process");
        file = folder.resolve("region");
    }

    @Test
    void shouldFindWhatAnotherObjectHasPutThere() throws IOException {
        SharedRegion one = SharedRegion.at(file).layout("test 1").create();
        SharedRegion other = SharedRegion.at(file).layout("test 1").open();
        SharedRegionSlot slot = one.slot("word", "int", 4, bytes -> bytes.putInt(0, 42));

        assertThat(other.find("word")).isNotNull();
        assertThat(other.slot("word", "int", 4).word(0).get()).isEqualTo(42);
        assertThat(other.slot("word", "int", 4).offset()).isEqualTo(slot.offset());
        assertThat(other.find("nothing")).isNull();
        assertThat(one.slot("second", "bytes", 100).buffer().capacity()).isEqualTo(100);
        assertThat(other.slots())
                .extracting(SharedRegionSlot::name)
                .containsExactly("second", "word");
        assertThat(other.layout()).isEqualTo("test 1");
        assertThat(other.size()).isEqualTo(SharedRegionBuilder.DEFAULT_SIZE);
    }

    @Test
    void shouldBeOneFutexInTwoMappings() throws IOException {
        FutexWord one = SharedRegion.at(file).create().slot("word", "int", 4).word(0);
        FutexWord other = SharedRegion.at(file).open().slot("word", "int", 4).word(0);
        Waiters waiters = Waiters.asleep(one, 2);

        assertThat(Futex.wakeAll(other)).isEqualTo(2);
        assertThat(waiters.results()).containsOnly(WaitResult.WOKEN);
    }

    @Test
    void shouldStandInDevShmUnderItsName() throws IOException {
        Path memory = SharedRegion.DEFAULT_DIRECTORY;
        Assumptions.assumeTrue(
                Files.isDirectory(memory) && Files.isWritable(memory),
                () -> memory + " is not there, or cannot be written");
        String name = "furwock-test-" + ProcessHandle.current().pid();
        SharedRegion region = SharedRegion.named(name).openOrCreate();
        try {
            assertThat(region.path()).isEqualTo(Path.of("/dev/shm", name)).exists();
            assertThat(SharedRegion.list(SharedRegion.DEFAULT_DIRECTORY)).contains(region.path());
        } finally {
            region.unlink();
        }
        assertThat(region.path()).doesNotExist();
        assertThat(region.slot("still", "int", 4).word(0).get()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "../a", ".hidden"})
    void shouldRefuseNamesThatLeadElsewhere(String name) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> SharedRegion.named(name));
    }

    @Test
    void shouldBeForTheOwnerAloneUnlessAsked() throws IOException {
        SharedRegion.at(file).create();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Path open = folder.resolve("open");
        SharedRegion.at(open).permissions("rw-rw-rw-").create();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
                .isEqualTo("rw-rw-rw-");
    }

    @Test
    void shouldCreateOnlyWhatIsNotThereAndOpenOnlyWhatIs() throws IOException {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> SharedRegion.at(file).open());
        SharedRegion.at(file).create();
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> SharedRegion.at(file).create());
        SharedRegion.at(file).openOrCreate();
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> SharedRegion.at(folder.resolve("no/such/folder")).openOrCreate());
        assertThat(folder).isDirectoryNotContaining("glob:**/.furwock-*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc/furwock", "/sys/furwock", "/nowhere/furwock"})
    void shouldSayWhereItCannotBeCreated(String path) {
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> SharedRegion.at(Path.of(path)).create())
                .withMessageStartingWith(path + ": ")
                .withMessageContaining("cannot be created there");
    }

    @Test
    void shouldRefuseSymbolicLinksUnlessAsked() throws IOException {
        SharedRegion.at(file).create();
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> SharedRegion.at(link).openOrCreate())
                .withMessageContaining("found a symbolic link, expected a regular file");
        assertThat(SharedRegion.at(link).followSymbolicLinks().open().size()).isPositive();
    }

    @Test
    void shouldRefuseWhatIsNoFile() throws IOException {
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> SharedRegion.at(folder).open())
                .withMessageContaining("found a directory, expected a regular file");
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> SharedRegion.at(Path.of("/dev/null")).trustOtherOwners().open())
                .withMessageContaining("found a pipe, socket or device");
    }

    @Test
    void shouldRefuseAFileOfAnotherOwnerUnlessAsked() throws IOException {
        SharedRegion.at(file).permissions("rw-rw-rw-").create();
        boolean given = giveAway(file);
        Assumptions.assumeTrue(given, "only root can give a file away");
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> SharedRegion.at(file).open())
                .withMessageContaining("owner: found user 12345, expected user ");
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> SharedRegion.unlink(file));
        assertThat(SharedRegion.at(file).trustOtherOwners().open().size()).isPositive();
    }

    private static boolean giveAway(Path file) {
        try {
            Files.setAttribute(file, "unix:uid", 12345);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    // Mismatches.

    private static Arguments field(int offset, long value, int bytes, String message) {
        return Arguments.of(offset, value, bytes, message);
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                field(0, 0x41414141, 4, "magic: found 0x41414141"),
                field(8, 0x04030201, 4, "byte order: found 0x4030201, expected 0x1020304"),
                field(12, 2, 4, "format version: found 2, expected 1"),
                field(16, 77, 4, "architecture: found unknown (77), expected "),
                field(20, 0, 4, "state: found 0, expected 1"),
                field(24, -1, 8, "size in the header: found -1, expected 4096 to "),
                field(24, 8192, 8, "size of the file: found 65536, expected 8192"),
                field(40, 99, 8, "checksum: found "),
                field(48, 99, 8, "fingerprint of layout 'test': found 0x63, expected "),
                field(56, 65, 4, "length of the layout's name: found 65, expected 0 to 64"),
                field(128, 99, 8, "checksum: found 0x63, expected "));
    }

    private void write(long offset, long value, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
        buffer.putLong(0, value);
        if (bytes == 4) {
            buffer.putInt(0, (int) value);
        }
        try (RandomAccessFile region = new RandomAccessFile(file.toFile(), "rw")) {
            region.seek(offset);
            region.write(buffer.array(), 0, bytes);
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void shouldRefuseAHeaderThatDoesNotMatch(int offset, long value, int bytes, String message)
            throws IOException {
        SharedRegion.at(file).layout("test").create();
        write(offset, value, bytes);
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> SharedRegion.at(file).openOrCreate())
                .withMessageStartingWith(file + ": ")
                .withMessageContaining(message);
    }

    /** Writes a field as the maker of the region would have. */
    private void write(int offset, long value) throws IOException {
        write(offset, value, 8);
        byte[] checked =
                Arrays.copyOf(Files.readAllBytes(file), SharedRegionLayout.CHECKSUM_OFFSET);
        write(SharedRegionLayout.CHECKSUM_OFFSET, SharedRegionLayout.fingerprint(checked), 8);
    }

    @Test
    void shouldRefuseWhatWasMadeBeforeTheMachineWasLastStarted() throws IOException {
        SharedRegion.at(file).create();
        write(SharedRegionLayout.BOOT_OFFSET, 99);
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> SharedRegion.at(file).openOrCreate())
                .withMessageContaining("before the machine was last started, boot: found 0x63");
    }

    @Test
    void shouldKnowThePidNamespaceInWhichItWasMade() throws IOException {
        SharedRegion.at(file).create().requireSamePidNamespace();
        write(SharedRegionLayout.PID_NAMESPACE_OFFSET, 99);
        SharedRegion region = SharedRegion.at(file).open();
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(region::requireSamePidNamespace)
                .withMessageContaining("pid namespace in which it was made: found 99, expected ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 4096, 65535, 65537})
    void shouldRefuseATruncatedFile(int size) throws IOException {
        SharedRegion.at(file).create();
        Path other = folder.resolve("other");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(other, Arrays.copyOf(bytes, size));
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> SharedRegion.at(other).open())
                .withMessageContaining("size of the file: found " + size + ", expected ");
        assertThat(Files.size(other)).as("left as it is").isEqualTo(size);
    }

    @Test
    void shouldRefuseAnotherLayoutSizeTypeOrSlotSize() throws IOException {
        SharedRegion region = SharedRegion.at(file).layout("test 1").size(8192).create();
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> SharedRegion.at(file).layout("test 2").openOrCreate())
                .withMessageContaining("layout: found 'test 1', expected 'test 2'");
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> SharedRegion.at(file).size(4096).openOrCreate())
                .withMessageContaining("size: found 8192, expected 4096");
        region.slot("a", "int", 4);
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> region.slot("a", "long", 4))
                .withMessageContaining("slot 'a': type: found int, expected long");
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> region.slot("a", "int", 8))
                .withMessageContaining("slot 'a': size: found 4, expected 8");
    }

    @Test
    void shouldRefuseATextThatHasNoFormInUtf8() throws IOException {
        SharedRegion region = SharedRegion.at(file).create();
        String half = "a\uD800";
        List<Runnable> uses =
                List.of(
                        () -> region.slot(half, "int", 4),
                        () -> region.slot("name", half, 4),
                        () -> SharedRegionLayout.fingerprint(half),
                        () -> SharedRegion.at(folder.resolve("other")).layout(half));
        for (Runnable use : uses) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(use::run)
                    .withMessageContaining("'" + half + "'");
        }
        assertThat(region.slots()).isEmpty();
        assertThat(region.slot("\uD83D\uDD12 \u00E9", "int", 4).name())
                .isEqualTo("\uD83D\uDD12 \u00E9");
    }

    @Test
    void shouldSayWhenThereIsNoRoom() throws IOException {
        SharedRegion region = SharedRegion.at(file).size(4096).create();
        int before = region.free();
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> region.slot("big", "bytes", 4096))
                .withMessageContaining("no room for slot 'big'");
        assertThat(region.free()).isEqualTo(before);
        assertThat(region.slot("small", "bytes", before - 192).size()).isEqualTo(before - 192);
        assertThat(region.free()).isZero();
    }

    @Test
    void shouldUnlinkOnlyRegions() throws IOException {
        Path other = Files.write(folder.resolve("other"), new byte[4096]);
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> SharedRegion.unlink(other));
        assertThat(other).exists();
        SharedRegion region = SharedRegion.at(file).create();
        SharedRegion.unlink(file);
        SharedRegion.at(file).create();
        region.unlink();
        assertThat(file).as("another file by now").exists();
    }

    // Closing.

    @Test
    void shouldNotCloseWhileSomebodyWaits() throws IOException {
        SharedRegion region = SharedRegion.at(file).create();
        FutexWord word = region.slot("word", "int", 4).word(0);
        Task<WaitResult> waiter =
                TestThreads.start(
                        () -> Futex.await(word, 0, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE));
        Sleepers.awaitAsleep(word, 1);
        assertThat(region.waiting()).isEqualTo(1);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(region::close)
                .withMessageContaining("1 threads of this process wait in it");
        assertThat(region.find("word")).isNotNull();
        Futex.wake(word, 1);
        waiter.get();
        Sleepers.await(() -> region.waiting() == 0, () -> "still waiting");
        region.close();
        region.close();
        assertThat(region.isClosed()).isTrue();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> region.find("word"))
                .withMessageContaining("is closed");
        assertThat(word.get()).as("still mapped").isZero();
    }

    @Test
    void shouldCountEveryKindOfWait() throws IOException {
        TestEngines.assumeGranted(FutexOperation.LOCK_PI2);
        SharedRegion region = SharedRegion.at(file).create();
        FutexWord word = region.slot("word", "int", 4).word(0);
        List<Runnable> waits =
                List.of(
                        () -> Futex.awaitNanos(word, 0, 1000, WaitOptions.INTERRUPTIBLE, null),
                        () -> Futex.awaitNanos(word, 0, 1000, WaitOptions.UNINTERRUPTIBLE, null),
                        () ->
                                Futex.awaitAny(
                                        new FutexWord[] {word, word},
                                        new int[] {0, 0},
                                        Deadline.afterNanos(1000)));
        for (Runnable wait : waits) {
            wait.run();
            assertThat(region.waiting()).isZero();
        }
        CompletableFuture<WaitResult> future = Futex.awaitAsync(word, 0);
        assertThat(region.waiting()).isEqualTo(1);
        future.cancel(false);
        assertThat(region.waiting()).isZero();
    }
}
