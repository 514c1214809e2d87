package org.furwock.profile;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts times by their length. A bucket is a quarter of an octave, so a percentile is at most a
 * fifth too long. To add a time allocates nothing and throws nothing.
 */
final class Histogram {

    /** 2^SUB_BITS buckets an octave. */
    private static final int SUB_BITS = 2;

    private static final int SUBS = 1 << SUB_BITS;

    /** Enough buckets for any long. */
    static final int BUCKETS = (Long.SIZE - SUB_BITS) * SUBS;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong longest = new AtomicLong();

    /** Adds a time so many times. */
    void add(long nanos, int weight) {
        long time = Math.max(nanos, 0);
        counts.getAndAdd(bucket(time), weight);
        total.getAndAdd(time * weight);
        see(time);
    }

    /** Counts a time for the longest one only, not in a bucket. */
    void see(long time) {
        long before = longest.get();
        while (time > before && !longest.compareAndSet(before, time)) {
            before = longest.get();
        }
    }

    static int bucket(long nanos) {
        if (nanos < SUBS) {
            return (int) nanos;
        }
        int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        int sub = (int) (nanos >>> (octave - SUB_BITS)) & (SUBS - 1);
        return (octave - SUB_BITS + 1) * SUBS + sub;
    }

    /** The longest time in a bucket. */
    static long upperEnd(int bucket) {
        if (bucket < SUBS) {
            return bucket;
        }
        int shift = bucket / SUBS - 1;
        long lower = (long) (SUBS + bucket % SUBS) << shift;
        return lower + (1L << shift) - 1;
    }

    /** A copy. Additions at the same moment may be in it in part. */
    Times snapshot() {
        long[] copy = new long[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            copy[i] = counts.get(i);
        }
        return new Times(copy, total.get(), longest.get());
    }
}
