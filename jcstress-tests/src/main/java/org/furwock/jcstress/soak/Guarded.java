package org.furwock.jcstress.soak;

import java.util.concurrent.atomic.LongAdder;

/** Plain data that a lock guards: all fields are equal while no thread writes. */
final class Guarded {

    private static final int LENGTH = 64;

    private long first;
    private final long[] array = new long[LENGTH];
    private long last;
    private final LongAdder writes = new LongAdder();

    /** Writes; only one thread at a time may do so. */
    void write(Worker me) {
        long seen = read(me);
        first = seen + 1;
        array[me.random(LENGTH)]++;
        me.linger();
        Loss.unlessEqual(seen + 1, first, "another thread wrote at the same time");
        last = seen + 1;
        writes.increment();
    }

    /** Reads while no thread writes; returns the number of writes. */
    long read(Worker me) {
        long seen = first;
        me.linger();
        Loss.unlessEqual(seen, last, "half of a write is seen");
        return seen;
    }

    /** Checks the data after the end of all workers. */
    void settle() {
        long sum = 0;
        for (long part : array) {
            sum += part;
        }
        Loss.unlessEqual(writes.sum(), first, "writes");
        Loss.unlessEqual(writes.sum(), last, "completed writes");
        Loss.unlessEqual(writes.sum(), sum, "writes into the array");
    }
}
