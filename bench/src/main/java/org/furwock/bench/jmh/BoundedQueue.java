package org.furwock.bench.jmh;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.openjdk.jmh.infra.Control;

/**
 * A first-in-first-out queue of fixed capacity, on a {@link Lock} and its {@link Condition}s, like
 * {@link java.util.concurrent.ArrayBlockingQueue}: one lock, and one condition for each direction.
 *
 * <p>No thread starts to wait after JMH has ended its measurement. JMH lets each thread continue
 * until all have ended theirs, so a thread that already waits is still signalled.
 */
final class BoundedQueue {

    /** Returned by {@link #take} if the queue is empty and the measurement has ended. */
    static final long NONE = -1;

    private final Lock lock;
    private final Condition notFull;
    private final Condition notEmpty;
    private final long[] items;
    private int head;
    private int size;
    private long sumIn;
    private long sumOut;

    BoundedQueue(Lock lock, int capacity) {
        this.lock = lock;
        this.notFull = lock.newCondition();
        this.notEmpty = lock.newCondition();
        this.items = new long[capacity];
    }

    /**
     * Appends an item, and waits for room unless the measurement has ended.
     *
     * @param item not negative
     * @return false if the queue is full and the measurement has ended
     */
    boolean put(long item, Control control) throws InterruptedException {
        lock.lock();
        try {
            while (size == items.length) {
                if (control.stopMeasurement) {
                    return false;
                }
                notFull.await();
            }
            int tail = head + size;
            items[tail < items.length ? tail : tail - items.length] = item;
            size++;
            sumIn += item;
            notEmpty.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes the oldest item, and waits for one unless the measurement has ended.
     *
     * @return the item, or {@link #NONE} if the queue is empty and the measurement has ended
     */
    long take(Control control) throws InterruptedException {
        lock.lock();
        try {
            while (size == 0) {
                if (control.stopMeasurement) {
                    return NONE;
                }
                notEmpty.await();
            }
            long item = items[head];
            head = head + 1 < items.length ? head + 1 : 0;
            size--;
            sumOut += item;
            notFull.signal();
            return item;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Checks by sums that the items put are the items taken and the items left.
     *
     * @throws IllegalStateException if items were lost or duplicated
     */
    void verify() {
        lock.lock();
        try {
            long left = 0;
            for (int i = 0; i < size; i++) {
                left += items[(head + i) % items.length];
            }
            if (sumIn != sumOut + left) {
                throw new IllegalStateException(
                        "sum put " + sumIn + ", taken " + sumOut + ", left " + left);
            }
        } finally {
            lock.unlock();
        }
    }
}
