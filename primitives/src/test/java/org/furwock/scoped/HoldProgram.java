package org.furwock.scoped;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.furwock.sync.Mutex;

/** Holds a lock for a block repeatedly, and prints the allocation of the compiled code. */
@SuppressWarnings("try") // a hold is only closed, not used
public final class HoldProgram {

    static final int ROUNDS = 20_000;

    /** Far more than C2 needs. */
    private static final int MOST_BATCHES = 500;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static int count;
    private static Hold escaped;

    /** The work of a batch. */
    enum Work {
        LOCK {
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
        MUTEX {
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
        READ_WRITE {
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
        ESCAPING {
            private final Mutex mutex = new Mutex();

            @Override
            void run() {
                for (int i = 0; i < ROUNDS; i++) {
                    escaped = mutex.hold();
                    escaped.close();
                }
            }
        };

        abstract void run();
    }

    private HoldProgram() {}

    /** Repeats a batch until it allocates nothing; prints the least that one has allocated. */
    public static void main(String[] arguments) {
        Work work = Work.valueOf(arguments[0]);
        long least = Long.MAX_VALUE;
        for (int batch = 0; batch < MOST_BATCHES && least > 0; batch++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        System.out.println(least);
    }
}
