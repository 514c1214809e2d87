package org.furwock.sync;

import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.furwock.futex.TestThreads;

/** Helpers for tests of all kinds of locks. */
public final class Locking {

    private Locking() {}

    public static void lockAndUnlock(Lock lock) {
        lock.lock();
        lock.unlock();
    }

    public static void lockAndUnlock(Lock lock, int times) {
        for (int i = 0; i < times; i++) {
            lockAndUnlock(lock);
        }
    }

    /** Locks the second lock while it holds the first, once another thread holds the second. */
    static Background<?> lockInTurn(Lock first, Lock second, BooleanSupplier isSecondLocked) {
        return Background.run(
                () -> {
                    first.lock();
                    try {
                        while (!isSecondLocked.getAsBoolean()) {
                            Thread.onSpinWait();
                        }
                        second.lockInterruptibly();
                        second.unlock();
                    } finally {
                        first.unlock();
                    }
                });
    }

    /** Whether another thread's try acquires the lock. That thread releases it again. */
    public static boolean tryElsewhere(Lock lock) {
        return TestThreads.start(
                        () -> {
                            boolean locked = lock.tryLock();
                            if (locked) {
                                lock.unlock();
                            }
                            return locked;
                        })
                .get();
    }
}
