package org.furwock.futex.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Off-heap memory, carved into pieces that are handed out once and never handed back.
 *
 * <p>Who holds a piece holds its slab's buffer, and the buffer goes when the last piece is
 * unreachable. So nothing is freed by hand, and nothing can be used after it was freed. A piece is
 * zero when it is handed out, because memory is not used twice.
 */
public final class Slab {

    /** Alignment of every piece and unit of its size: nobody shares a cache line. */
    public static final int LINE = 64;

    // 256 words a slab: the price of a direct buffer (a microsecond or two) falls to some ns each,
    // and one long-lived word keeps no more than 16 KiB.
    private static final int BYTES = 16 * 1024;

    private static volatile @Nullable Slab current;

    private final ByteBuffer buffer;
    private final long address;
    private final AtomicInteger next = new AtomicInteger();

    private Slab(ToLongFunction<ByteBuffer> addressOf) {
        buffer =
                ByteBuffer.allocateDirect(BYTES + LINE)
                        .alignedSlice(LINE)
                        .order(ByteOrder.nativeOrder());
        address = addressOf.applyAsLong(buffer);
    }

    /** The slab to carve from next; {@link #carve} may still refuse. */
    public static Slab current(ToLongFunction<ByteBuffer> addressOf) {
        Slab slab = current;
        return slab != null && slab.next.get() < BYTES ? slab : renew(addressOf, slab);
    }

    private static synchronized Slab renew(
            ToLongFunction<ByteBuffer> addressOf, @Nullable Slab seen) {
        Slab slab = current;
        if (slab == null || slab == seen) {
            slab = new Slab(addressOf);
            current = slab;
        }
        return slab;
    }

    /**
     * Takes whole cache lines.
     *
     * @param bytes how many bytes are needed; at most a slab
     * @return the offset in {@link #buffer()}, or -1 if this slab is used up
     */
    public int carve(int bytes) {
        int size = (bytes + LINE - 1) & -LINE;
        int offset = next.getAndAdd(size);
        return offset >= 0 && offset + size <= BYTES ? offset : -1;
    }

    /** The memory; hold it as long as the address is in use. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Address of the buffer's index 0. */
    public long address() {
        return address;
    }
}
