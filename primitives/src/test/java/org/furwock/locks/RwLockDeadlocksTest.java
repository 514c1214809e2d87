package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import org.furwock.diagnostics.Deadlock;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.sync.RwLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deadlocks with the three locks of a {@link RwLock}. */
@HangBound
class RwLockDeadlocksTest {

    /** So many that a search begins at every thread of one of them. */
    private static final int SEVERAL = 8;

    /** A lock of a {@link RwLock}. */
    private enum Part {
        READ("read"),
        WRITE("write"),
        UPGRADABLE("upgradable");

        private final String mode;

        Part(String mode) {
            this.mode = mode;
        }

        Lock of(RwLock lock) {
            return switch (this) {
                case READ -> lock.readLock();
                case WRITE -> lock.writeLock();
                case UPGRADABLE -> lock.upgradableLock();
            };
        }
    }

    private static void end(List<Task<Void>> tasks) {
        tasks.forEach(Task::interrupt);
        tasks.forEach(Task::get);
    }

    /** One thread holds a part and asks for another lock, whose holder asks for a part. */
    private static void assertFound(Part held, Part wanted) {
        RwLock lock = new RwLock();
        Lock other = new FutexReentrantLock();
        CountDownLatch bothHeld = new CountDownLatch(2);
        Task<Void> holder = DeadlocksTest.ask(held.of(lock), other, bothHeld);
        Task<Void> asker = DeadlocksTest.ask(other, wanted.of(lock), bothHeld);

        Deadlock found = DeadlocksTest.await(asker.thread());

        assertThat(found.links())
                .extracting(Deadlock.Link::thread)
                .containsExactlyInAnyOrder(holder.thread(), asker.thread());
        assertThat(found.links())
                .filteredOn(link -> link.thread() == asker.thread())
                .singleElement()
                .satisfies(
                        link -> {
                            assertThat(link.mode()).isEqualTo(wanted.mode);
                            // Readers wait for the writer.
                            Part shown = wanted == Part.READ ? Part.WRITE : wanted;
                            assertThat(link.lock()).isSameAs(shown.of(lock));
                        });
        end(List.of(holder, asker));
        assertThat(Deadlocks.find()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void shouldFindAThreadBehindAWriter(Part wanted) {
        assertFound(Part.WRITE, wanted);
    }

    @ParameterizedTest
    @EnumSource(names = {"WRITE", "UPGRADABLE"})
    void shouldFindAThreadBehindAnUpgradableReader(Part wanted) {
        assertFound(Part.UPGRADABLE, wanted);
    }

    /** The upgrader holds both locks that keep the other thread out. */
    @Test
    void shouldFindADeadlockBehindAnUpgraderOnce() {
        List<Task<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < SEVERAL; i++) {
            RwLock lock = new RwLock();
            Lock other = new FutexReentrantLock();
            CountDownLatch bothHeld = new CountDownLatch(2);
            tasks.add(
                    TestThreads.start(
                            () -> {
                                lock.upgradableLock().lock();
                                lock.upgradableLock().upgrade();
                                bothHeld.countDown();
                                bothHeld.await();
                                try {
                                    other.lockInterruptibly();
                                    other.unlock();
                                } catch (InterruptedException e) {
                                    return null;
                                } finally {
                                    lock.upgradableLock().unlock();
                                }
                                return null;
                            }));
            tasks.add(DeadlocksTest.ask(other, lock.writeLock(), bothHeld));
        }
        tasks.forEach(task -> DeadlocksTest.await(task.thread()));

        assertThat(Deadlocks.find()).hasSize(SEVERAL);
        end(tasks);
    }

    @Test
    void shouldNotTakeAnUpgraderForAThreadThatWaitsForItself() {
        RwLock lock = new RwLock();
        lock.readLock().lock();
        Task<Void> upgrader =
                TestThreads.start(
                        () -> {
                            lock.upgradableLock().lock();
                            lock.upgradableLock().upgrade();
                            lock.upgradableLock().unlock();
                            return null;
                        });
        while (LockDiagnostics.waitingThreadCount() < 1) {
            Thread.onSpinWait();
        }

        assertThat(Deadlocks.find()).isEmpty();
        lock.readLock().unlock();
        upgrader.get();
        assertThat(LockDiagnostics.waitingThreadCount()).isZero();
    }
}
