package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.HangBound;
import org.furwock.futex.KernelFeatures;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.linux.Abi;
import org.furwock.futex.linux.SeccompFilter;
import org.furwock.futex.lowlevel.AsymmetricFence;
import org.furwock.sync.Blocked;
import org.furwock.sync.Locking;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel grants membarrier, and a filter refuses it later. */
@HangBound
class LostMembarrierTest {

    private static final int EPERM = 1;
    private static final int ENOSYS = 38;

    @ParameterizedTest
    @ValueSource(ints = {EPERM, ENOSYS})
    void shouldGoOnWithoutIt(int errno) throws InterruptedException {
        TestEngines.assumeKernel("it runs no membarrier");
        Assumptions.assumeTrue(KernelFeatures.current().hasMembarrier(), "there is no membarrier");
        try (ChildJvm child = ChildJvm.start(Filtered.class, List.of(), errno)) {
            assertThat(child.outputOfSuccess()).endsWith("before: true, after: false, done");
        }
    }

    /** Runs in a process of its own. */
    static final class Filtered {

        private static final int ROUNDS = 50;

        private Filtered() {}

        public static void main(String[] arguments) {
            FutexReentrantLock used = new FutexReentrantLock();
            FutexReentrantReadWriteLock usedForReads = new FutexReentrantReadWriteLock();
            contend(used);
            contend(usedForReads);
            boolean before = AsymmetricFence.tryHeavy();
            SeccompFilter.refuse(Abi.SYS_MEMBARRIER, Integer.parseInt(arguments[0]));
            contend(used);
            contend(usedForReads);
            contend(new FutexReentrantLock());
            contend(new FutexReentrantLock(true));
            contend(new FutexReentrantReadWriteLock());
            boolean after = AsymmetricFence.tryHeavy();
            System.out.println("before: " + before + ", after: " + after + ", done");
        }

        private static void contend(FutexReentrantLock lock) {
            for (int i = 0; i < ROUNDS; i++) {
                waitFor(lock, lock);
            }
            signal(lock);
        }

        private static void contend(ReadWriteLock lock) {
            for (int i = 0; i < ROUNDS; i++) {
                Locking.lockAndUnlock(lock.readLock(), 1000); // so that readers get slots
                waitFor(lock.readLock(), lock.writeLock());
                waitFor(lock.writeLock(), lock.readLock());
            }
            signal(lock.writeLock());
        }

        /** One thread holds a lock while another falls asleep for its own. */
        private static void waitFor(Lock held, Lock wanted) {
            held.lock();
            Task<Void> waiter = TestThreads.start(() -> lockAndUnlock(wanted));
            Blocked.await(waiter.thread());
            held.unlock();
            waiter.get();
        }

        private static Void lockAndUnlock(Lock lock) {
            Locking.lockAndUnlock(lock);
            return null;
        }

        /** A waiter is signalled, and has to wait for the lock again. */
        private static void signal(Lock lock) {
            Condition condition = lock.newCondition();
            boolean[] signalled = new boolean[1];
            Task<Void> waiter =
                    TestThreads.start(
                            () -> {
                                lock.lock();
                                try {
                                    while (!signalled[0]) {
                                        condition.await();
                                    }
                                } finally {
                                    lock.unlock(); // throws if await left without the lock
                                }
                                return null;
                            });
            Blocked.await(waiter.thread());
            lock.lock();
            signalled[0] = true;
            condition.signal();
            Blocked.await(waiter.thread());
            lock.unlock();
            waiter.get();
        }
    }
}
