package org.furwock.bench.programs;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/** Allocates a buffer, writes to it and releases it, in one arena without thread caches. */
final class NettyProgram implements Program {

    private static final int PAGE = 8192;
    private static final int MAX_ORDER = 9;
    private static final int LARGEST = 16_384;

    private final PooledByteBufAllocator allocator =
            new PooledByteBufAllocator(false, 1, 0, PAGE, MAX_ORDER, 0, 0, false);

    @Override
    public long operate(long random) {
        ByteBuf buffer = allocator.heapBuffer(1 + (int) Long.remainderUnsigned(random, LARGEST));
        try {
            buffer.writeByte((int) random);
            return buffer.getByte(0);
        } finally {
            buffer.release();
        }
    }
}
