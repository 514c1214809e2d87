package org.furwock.bench.probe;

import java.util.concurrent.locks.Lock;
import java.util.function.IntToDoubleFunction;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.locks.FutexReentrantReadWriteLock;

/** Uncontended rounds of one lock. Each copy of the library loads its own copy of this class. */
public final class ProfileCostRounds implements IntToDoubleFunction {

    private final Lock lock;
    private final int section;
    private long value = 1;

    /** A lock of a kind, with a number of operations in a section. */
    public ProfileCostRounds(String kind, int section) {
        this.section = section;
        lock =
                switch (kind) {
                    case "reentrant" -> new FutexReentrantLock();
                    case "write" -> new FutexReentrantReadWriteLock().writeLock();
                    case "read" -> new FutexReentrantReadWriteLock().readLock();
                    default -> throw new IllegalArgumentException("no such lock: " + kind);
                };
    }

    /** Returns the nanoseconds of a round. */
    @Override
    public double applyAsDouble(int rounds) {
        long start = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            lock.lock();
            try {
                work();
            } finally {
                lock.unlock();
            }
        }
        return (double) (System.nanoTime() - start) / rounds;
    }

    private void work() {
        long now = value;
        for (int i = 0; i < section; i++) {
            now = now * 6364136223846793005L + 1442695040888963407L;
        }
        value = now + 1;
    }
}
