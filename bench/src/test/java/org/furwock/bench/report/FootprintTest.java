package org.furwock.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FootprintTest {

    private static final byte[] SHARED = new byte[1 << 20];

    private static final class Sharing {
        private final byte[] bytes = SHARED;

        byte[] bytes() {
            return bytes;
        }
    }

    @Test
    void shouldCountWhatAnObjectHasForItself() {
        double bytes = Footprint.of("holder", () -> new Object[] {new byte[1_000]}, -1).heapBytes();

        assertThat(bytes).isBetween(1_000.0, 1_100.0);
    }

    @Test
    void shouldNotCountWhatAllShare() {
        assertThat(new Sharing().bytes()).isSameAs(SHARED);
        assertThat(Footprint.of("sharing", Sharing::new, -1).heapBytes()).isBetween(8.0, 32.0);
    }

    @Test
    void shouldCountMemoryOutsideOfTheHeapByItsShare() {
        AtomicInteger made = new AtomicInteger();
        ByteBuffer[] slab = {null};

        MemoryUse use =
                Footprint.of(
                        "sliced",
                        () -> {
                            if (made.getAndIncrement() % 64 == 0) {
                                slab[0] = ByteBuffer.allocateDirect(64 * 64);
                            }
                            return slab[0];
                        },
                        0);

        assertThat(use.directBytes()).isBetween(64.0, 80.0);
    }
}
