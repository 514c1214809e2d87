package org.furwock.bench.report;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.function.Supplier;
import org.openjdk.jol.info.GraphLayout;

/**
 * The bytes of an object, computed from a heap of many. Memory that all of them share does not
 * count. A part of a larger block counts by its share.
 */
public final class Footprint {

    private static final int FEW = 1_024;
    private static final int MANY = 2 * FEW;
    private static final String DIRECT = "direct";

    static {
        // A lock refers to lambdas, whose field offsets cannot be read.
        System.setProperty("jol.magicFieldOffset", "true");
    }

    private Footprint() {}

    /** Measures the objects of a supplier. */
    public static MemoryUse of(String name, Supplier<?> supplier, double allocatedBytes) {
        long directBefore = directBytes();
        Object[] many = new Object[MANY];
        Arrays.setAll(many, i -> supplier.get());
        double direct = (double) (directBytes() - directBefore) / MANY;
        try {
            long heapOfMany = GraphLayout.parseInstance(many).totalSize();
            long heapOfFew = GraphLayout.parseInstance(Arrays.copyOf(many, FEW)).totalSize();
            double heap = (double) (heapOfMany - heapOfFew) / (MANY - FEW);
            return new MemoryUse(name, heap, direct, allocatedBytes);
        } finally {
            Reference.reachabilityFence(many); // its memory outside the heap was measured too
        }
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals(DIRECT))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
