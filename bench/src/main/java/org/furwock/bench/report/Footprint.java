package org.furwock.bench.report;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.function.Supplier;
import org.openjdk.jol.info.GraphLayout;

/**
 * The bytes of an object, as the growth of a heap of many of them: what all of them share does not
 * count, and what is carved from a larger piece counts by its share.
 */
public final class Footprint {

    private static final int FEW = 1_024;
    private static final int MANY = 2 * FEW;
    private static final String DIRECT = "direct";

    static {
        // The way from a lock leads to lambdas, whose fields have no offset that may be asked for.
        System.setProperty("jol.magicFieldOffset", "true");
    }

    private Footprint() {}

    /** Measures what a supplier gives. */
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
            Reference.reachabilityFence(many); // its memory outside of the heap was measured too
        }
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals(DIRECT))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
