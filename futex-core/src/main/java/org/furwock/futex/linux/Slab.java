package org.furwock.futex.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Off-heap memory, carved into pieces that are handed out once and never returned.
 *
 * <p>A piece keeps its slab's buffer reachable, and the buffer is freed when the last piece is
 * unreachable. So nothing is freed by hand, and nothing can be used after it was freed. A piece is
 * zero when it is handed out, because memory is never reused.
 */
public final class Slab {

    /** Alignment of every piece and unit of its size: no two pieces share a cache line. */
    public static final int LINE = 64;

    /**
     * For words that a program allocates: direct buffers, within the limit of the virtual machine.
     * Under the FFM engine, access to them is a nanosecond faster than to other memory.
     */
    public static final Series FOR_PROGRAM = new Series();

    /**
     * For what a thread needs in order to wait, in memory without that limit: at the limit, an
     * allocation takes half a second and a garbage collection, and then fails.
     */
    public static final Series FOR_WAITERS = new Series();

    // 256 words a slab: the price of a direct buffer (a microsecond or two) falls to some ns each,
    // and one long-lived word keeps no more than 16 KiB.
    private static final int BYTES = 16 * 1024;

    /**
     * A part of a slab.
     *
     * @param buffer the slab's memory; hold it as long as the address is in use
     * @param offset where the piece begins in the buffer
     * @param address of the piece
     */
    public record Piece(ByteBuffer buffer, int offset, long address) {}

    private final ByteBuffer buffer;
    private final long address;
    private final AtomicInteger next = new AtomicInteger();

    private Slab(ByteBuffer memory, ToLongFunction<ByteBuffer> addressOf) {
        buffer = memory.alignedSlice(LINE).order(ByteOrder.nativeOrder());
        address = addressOf.applyAsLong(buffer);
    }

    /** A series of slabs; each is allocated when the one before it is used up. */
    public static final class Series {

        private volatile @Nullable Slab current;

        /** How often there was no memory; written under the monitor. */
        private volatile int failures;

        private Series() {}

        /**
         * Takes whole cache lines.
         *
         * @param bytes how many bytes are needed; at most a slab
         * @param memory allocates this many zeroed bytes
         * @throws OutOfMemoryError if there is none, or if another thread has found none meanwhile
         */
        public Piece carve(
                int bytes, IntFunction<ByteBuffer> memory, ToLongFunction<ByteBuffer> addressOf) {
            while (true) {
                Slab slab = current(memory, addressOf);
                int offset = slab.carve(bytes);
                if (offset >= 0) {
                    return new Piece(slab.buffer, offset, slab.address + offset);
                }
            }
        }

        /** The slab to carve from next; it may still refuse. */
        private Slab current(IntFunction<ByteBuffer> memory, ToLongFunction<ByteBuffer> addressOf) {
            int failuresBefore = failures;
            Slab slab = current;
            return slab != null && slab.next.get() < BYTES
                    ? slab
                    : renew(memory, addressOf, slab, failuresBefore);
        }

        /** Threads that come while one of them waits for memory share its result or its failure. */
        private synchronized Slab renew(
                IntFunction<ByteBuffer> memory,
                ToLongFunction<ByteBuffer> addressOf,
                @Nullable Slab seen,
                int failuresBefore) {
            Slab slab = current;
            if (slab != null && slab != seen) {
                return slab;
            }
            if (failures != failuresBefore) {
                throw new OutOfMemoryError("no memory for " + BYTES + " bytes of futex words");
            }
            try {
                slab = new Slab(memory.apply(BYTES + LINE), addressOf);
            } catch (OutOfMemoryError e) {
                failures = failuresBefore + 1;
                throw e;
            }
            current = slab;
            return slab;
        }
    }

    /** The offset in the buffer, or -1 if this slab is used up. */
    private int carve(int bytes) {
        int size = (bytes + LINE - 1) & -LINE;
        int offset = next.getAndAdd(size);
        return offset >= 0 && offset + size <= BYTES ? offset : -1;
    }
}
