package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.Lock;
import org.furwock.diagnostics.NamedLock;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.sync.Locking;
import org.furwock.sync.Mutex;
import org.furwock.sync.RwLock;
import org.furwock.sync.shared.RobustMutex;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@HangBound
class LockDiagnosticsTest {

    private static NamedLock named(String name) {
        List<NamedLock> found =
                LockDiagnostics.namedLocks().stream()
                        .filter(named -> named.getName().equals(name))
                        .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** Has a thread wait for a lock that the caller holds, and unlocks when its wait is counted. */
    private static NamedLock whileOneWaits(Lock lock, String name) {
        lock.lock();
        Task<Void> waiter =
                TestThreads.start(
                        () -> {
                            Locking.lockAndUnlock(lock);
                            return null;
                        });
        NamedLock seen = named(name);
        while (seen.getQueueLength() == 0) {
            Thread.onSpinWait();
            seen = named(name);
        }
        lock.unlock();
        waiter.get();
        return seen;
    }

    @Test
    void shouldCountTheWaitsOfNamedLocks() {
        FutexReentrantLock orders = new FutexReentrantLock();
        Mutex prices = new Mutex();
        FutexReentrantReadWriteLock users = new FutexReentrantReadWriteLock();
        RwLock.WriteLock stocks = new RwLock().writeLock();
        LockDiagnostics.name(orders, "orders");
        LockDiagnostics.name(prices, "prices");
        LockDiagnostics.name(users, "users");
        LockDiagnostics.name(stocks, "stocks");

        assertThat(whileOneWaits(orders, "orders").getLock()).contains("Locked by thread");
        assertThat(whileOneWaits(prices, "prices").getContendedCount()).isEqualTo(1);
        assertThat(whileOneWaits(users.writeLock(), "users").getQueueLength()).isEqualTo(1);
        assertThat(whileOneWaits(stocks, "stocks").getQueueLength()).isEqualTo(1);

        assertThat(named("orders").getQueueLength()).isZero();
        assertThat(named("orders").getContendedCount()).isEqualTo(1);
        LockDiagnostics.name(orders, "renamed");
        assertThat(named("renamed").getContendedCount()).isZero();
    }

    @Test
    void shouldNameAMutexInSharedMemory() {
        Assumptions.assumeTrue(TestEngines.isKernel(), "it needs the kernel");
        ByteBuffer memory = ByteBuffer.allocateDirect(128).alignedSlice(64);
        RobustMutex.initialize(memory, 0);
        RobustMutex mutex = new RobustMutex(memory, 0);
        LockDiagnostics.name(mutex, "robust");
        assertThat(named("robust").getLock()).contains("RobustMutex");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void shouldRefuseABlankName(String name) {
        FutexReentrantLock lock = new FutexReentrantLock();
        assertThatThrownBy(() -> LockDiagnostics.name(lock, name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a name must not be blank: '" + name + "'");
    }

    @Test
    void shouldRefuseALockWhoseWaitsItDoesNotSee() {
        AbstractOwnableSynchronizer other =
                new AbstractOwnableSynchronizer() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public String toString() {
                        return "of another library";
                    }
                };
        assertThatThrownBy(() -> LockDiagnostics.name(other, "other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of another library");
    }
}
