package org.furwock.scoped;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.furwock.sync.Mutex;

/** Holds a lock for a block again and again, and prints whether that takes memory in the end. */
@SuppressWarnings("try") // a hold is there to be closed, not to be used
public final class HoldProgram {

    private static final int ROUNDS = 20_000;

    /** Far more than C2 needs. */
    private static final int MOST_BATCHES = 500;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static int count;
    private static Hold escaped;

    /** What a batch does. */
    enum Work {
        LOCK(false) {
            private final FutexReentrantLock lock = new FutexReentrantLock();

            @Override
            void run() {
                for (int i = 0; i < ROUNDS; i++) {
                    try (Hold hold = lock.hold()) {
                        count++;
                    }
                }
            }
        },
        MUTEX(false) {
            private final Mutex mutex = new Mutex();

            @Override
            void run() {
                for (int i = 0; i < ROUNDS; i++) {
                    try (Hold hold = mutex.hold()) {
                        count++;
                    }
                }
            }
        },
        READ_WRITE(false) {
            private final FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();

            @Override
            void run() {
                for (int i = 0; i < ROUNDS; i++) {
                    try (Hold hold = lock.writeLock().hold()) {
                        count++;
                    }
                    try (Hold hold = lock.readLock().hold()) {
                        count++;
                    }
                }
            }
        },
        /** The measurement can fail: a hold that escapes is allocated by every compiler. */
        ESCAPING(true) {
            private final Mutex mutex = new Mutex();

            @Override
            void run() {
                for (int i = 0; i < ROUNDS; i++) {
                    escaped = mutex.hold();
                    escaped.close();
                }
            }
        };

        final boolean allocates;

        Work(boolean allocates) {
            this.allocates = allocates;
        }

        abstract void run();
    }

    private HoldProgram() {}

    /** Repeats a batch until it allocates less than one object for a hundred rounds. */
    public static void main(String[] arguments) {
        Work work = Work.valueOf(arguments[0]);
        boolean allocates = true;
        for (int batch = 0; batch < MOST_BATCHES && allocates; batch++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.run();
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            allocates = allocated > 16 * ROUNDS / 100;
        }
        System.out.println(allocates ? "allocates" : "nothing");
    }
}
