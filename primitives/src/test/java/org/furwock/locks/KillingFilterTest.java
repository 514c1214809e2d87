package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.FutexOperation;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.linux.Abi;
import org.furwock.futex.linux.SeccompFilter;
import org.furwock.sync.Blocked;
import org.furwock.sync.Locking;
import org.furwock.sync.Mutex;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A filter kills the process for a call that is optional for the locks. */
@HangBound
class KillingFilterTest {

    @BeforeEach
    void asksAKernel() {
        TestEngines.assumeKernel("it makes no system calls");
    }

    @ParameterizedTest
    @CsvSource({
        "membarrier,        -Dfurwock.release=exchange",
        "futex_waitv,       -Dfurwock.waitv=off",
        "FUTEX_LOCK_PI,     -Dnone",
        "FUTEX_WAKE_OP,     -Dnone",
    })
    void shouldNotBeMet(String call, String option) throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(Filtered.class, List.of(option), call)) {
            assertThat(child.outputOfSuccess()).endsWith("alive");
        }
    }

    /** Runs in a process of its own. */
    static final class Filtered {

        private Filtered() {}

        public static void main(String[] arguments) {
            switch (arguments[0]) {
                case "membarrier" -> SeccompFilter.kill(Abi.SYS_MEMBARRIER);
                case "futex_waitv" -> SeccompFilter.kill(Abi.SYS_FUTEX_WAITV);
                case "FUTEX_LOCK_PI" -> SeccompFilter.killFutex(FutexOperation.LOCK_PI.code());
                case "FUTEX_WAKE_OP" -> SeccompFilter.killFutex(FutexOperation.WAKE_OP.code());
                default -> throw new IllegalArgumentException(arguments[0]);
            }
            FutexReentrantReadWriteLock readWrite = new FutexReentrantReadWriteLock();
            waitFor(new FutexReentrantLock());
            waitFor(readWrite.readLock(), readWrite.writeLock());
            waitFor(new Mutex());
            System.out.println("alive");
        }

        private static void waitFor(Lock lock) {
            waitFor(lock, lock);
        }

        private static void waitFor(Lock held, Lock wanted) {
            held.lock();
            Task<Void> waiter =
                    TestThreads.start(
                            () -> {
                                Locking.lockAndUnlock(wanted);
                                assertThat(wanted.tryLock(1, TimeUnit.DAYS)).isTrue();
                                wanted.unlock();
                                return null;
                            });
            Blocked.await(waiter.thread());
            held.unlock();
            waiter.get();
        }
    }
}
