package org.furwock.futex.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestEngines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged regions: each is refused with one type of exception, or read unchanged, within a time
 * limit.
 */
@HangBound
class SharedRegionFuzzTest {

    private static final int CORRUPTIONS = 5000;

    private static final int[] NASTY = {
        0,
        1,
        -1,
        63,
        64,
        191,
        192,
        255,
        256,
        320,
        4096,
        65535,
        65536,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE,
        1 << 30
    };

    @TempDir Path folder;

    private Path file;
    private byte[] good;
    private final Random random = new Random(20261121);

    @BeforeEach
    void makeRegion() throws IOException {
        TestEngines.assumeKernel("it reaches no other process");
        file = folder.resolve("region");
        SharedRegion region = SharedRegion.at(file).size(4096).layout("fuzz").create();
        for (int i = 0; i < 5; i++) {
            region.slot("slot " + i, "type " + i, 40 * (i + 1));
        }
        good = Files.readAllBytes(file);
    }

    private byte[] corrupt() {
        byte[] bytes = good.clone();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = place();
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> buffer.putInt(at & -4, NASTY[random.nextInt(NASTY.length)]);
                default -> scribble(bytes, at);
            }
        }
        return bytes;
    }

    private void scribble(byte[] bytes, int from) {
        int to = Math.min(from + random.nextInt(200), bytes.length);
        for (int i = from; i < to; i++) {
            bytes[i] = (byte) random.nextInt();
        }
    }

    /** Mostly at the important places: header, list, records. */
    private int place() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(SharedRegionLayout.HEADER_SIZE);
            case 1 -> SharedRegionLayout.FIRST_OFFSET + random.nextInt(8);
            case 2 ->
                    SharedRegionLayout.HEADER_SIZE
                            + random.nextInt(SharedRegionLayout.SLOT_TYPE_OFFSET);
            default -> random.nextInt(good.length);
        };
    }

    private static void use(SharedRegion region) {
        for (SharedRegionSlot slot : region.slots()) {
            assertThat(slot.size()).isPositive();
            assertThat(slot.offset() + slot.size()).isLessThanOrEqualTo(region.size());
            slot.buffer().put(slot.size() - 1, (byte) 1);
        }
        region.find("slot 0");
        region.slot("new", "type", 8).word(4).set(1);
    }

    @Test
    void shouldRefuseDamageThatIsThereWhenItIsOpened() throws IOException {
        int refused = 0;
        for (int i = 0; i < CORRUPTIONS; i++) {
            Path damaged = folder.resolve("damaged");
            byte[] bytes = corrupt();
            Files.deleteIfExists(damaged);
            Files.write(damaged, bytes, StandardOpenOption.CREATE_NEW);
            try {
                use(SharedRegion.at(damaged).open());
            } catch (SharedRegionException e) {
                refused++;
            } catch (RuntimeException | Error e) {
                fail("corruption " + i + " gives " + e, e);
            }
        }
        assertThat(refused).isGreaterThan(CORRUPTIONS / 10);
    }

    @Test
    void shouldRefuseDamageThatComesWhileItIsOpen() throws IOException {
        SharedRegion region = SharedRegion.at(file).open();
        int refused = 0;
        for (int i = 0; i < CORRUPTIONS; i++) {
            overwrite(corrupt());
            try {
                use(region);
            } catch (SharedRegionException e) {
                refused++;
            } catch (RuntimeException | Error e) {
                fail("corruption " + i + " gives " + e, e);
            }
        }
        assertThat(refused).isGreaterThan(CORRUPTIONS / 10);
        overwrite(good);
        use(region);
        assertThat(region.slots()).hasSize(6);
    }

    /** In place: the file is mapped. */
    private void overwrite(byte[] bytes) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes));
        }
    }

    @Test
    void shouldNotFollowACircle() throws IOException {
        SharedRegion region = SharedRegion.at(file).open();
        int first = SharedRegionLayout.HEADER_SIZE;
        ByteBuffer bytes = ByteBuffer.wrap(good).order(ByteOrder.nativeOrder());
        bytes.putInt(first + SharedRegionLayout.SLOT_NEXT_OFFSET, first);
        overwrite(good);
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(region::slots)
                .withMessageContaining("or a circle");
    }
}
