package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.diagnostics.Deadlock;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.futex.TestThreads.Task;
import org.furwock.sync.Mutex;
import org.furwock.sync.RwLock;
import org.furwock.sync.shared.RobustMutex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@HangBound
class DeadlocksTest {

    private static final long LONG = 500;
    private static final int OUTSIDERS = 20; // the search is all but sure to begin with one

    private static Lock lock(int number) {
        return switch (number % 6) {
            case 0 -> new FutexReentrantLock();
            case 1 -> new Mutex();
            case 2 -> new FutexReentrantReadWriteLock().writeLock();
            case 3 -> new RwLock().writeLock();
            case 4 -> new RwLock().upgradableLock();
            default -> new FutexReentrantLock(true);
        };
    }

    private static List<Lock> locks(int count) {
        List<Lock> locks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            locks.add(lock(i));
        }
        return locks;
    }

    private static Kind kind(int number) {
        return TestThreads.hasVirtual() && number % 2 == 1 ? Kind.VIRTUAL : Kind.PLATFORM;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10})
    void shouldFindACycleOfMixedLocksAndThreads(int size) {
        List<Lock> locks = locks(size);
        LockRing ring = new LockRing(locks, DeadlocksTest::kind, Lock::lockInterruptibly);

        Deadlock found = ring.awaitDeadlock();

        assertThat(found.links())
                .extracting(Deadlock.Link::thread)
                .containsExactlyInAnyOrderElementsOf(ring.threads());
        for (Deadlock.Link link : found.links()) {
            int thread = ring.threads().indexOf(link.thread());
            assertThat(link.stack())
                    .anyMatch(frame -> frame.getMethodName().equals("askAndUnlock"));
            Lock wanted = locks.get((thread + 1) % size);
            if (wanted instanceof FutexReentrantReadWriteLock.WriteLock) {
                assertThat(link.lock()).isInstanceOf(FutexReentrantReadWriteLock.class);
                assertThat(link.mode()).isEqualTo("write");
            } else {
                assertThat(link.lock()).isSameAs(wanted);
            }
        }
        assertThat(found.describe())
                .startsWith("Deadlock of " + size + " threads:")
                .contains("waits for org.furwock.sync.Mutex@");
        ring.end();
        assertThat(Deadlocks.find()).isEmpty();
    }

    @Test
    void shouldLinkEachThreadToTheHolderOfItsLock() {
        LockRing ring = new LockRing(locks(3), DeadlocksTest::kind, Lock::lockInterruptibly);

        List<Deadlock.Link> links = ring.awaitDeadlock().links();

        for (int i = 0; i < links.size(); i++) {
            int waiter = ring.threads().indexOf(links.get(i).thread());
            Thread holder = links.get((i + 1) % links.size()).thread();
            assertThat(ring.threads().indexOf(holder)).isEqualTo((waiter + 1) % links.size());
        }
        ring.end();
    }

    @Test
    void shouldFindRobustMutexesOfThisProcess() {
        Assumptions.assumeTrue(TestEngines.isKernel(), "they need the kernel");
        ByteBuffer memory = ByteBuffer.allocateDirect(256).alignedSlice(64);
        List<Lock> locks = new ArrayList<>(List.of(new FutexReentrantLock()));
        for (int offset = 0; offset <= 64; offset += 64) {
            RobustMutex.initialize(memory, offset);
            locks.add(new RobustMutex(memory, offset).asLock(death -> {}));
        }
        LockRing ring = new LockRing(locks, i -> Kind.PLATFORM, Lock::lockInterruptibly);

        assertThat(ring.awaitDeadlock().links())
                .filteredOn(link -> link.lock() instanceof RobustMutex)
                .hasSize(2);
        ring.end();
    }

    /** A thread that locks both; an interrupt ends its wait for the second one. */
    static Task<Void> ask(Lock held, Lock wanted, CountDownLatch bothHeld) {
        return TestThreads.start(
                () -> {
                    held.lock();
                    bothHeld.countDown();
                    bothHeld.await();
                    try {
                        wanted.lockInterruptibly();
                        wanted.unlock();
                    } catch (InterruptedException e) {
                        return null;
                    } finally {
                        held.unlock();
                    }
                    return null;
                });
    }

    static Deadlock await(Thread thread) {
        while (true) {
            for (Deadlock deadlock : Deadlocks.find()) {
                if (deadlock.links().stream().anyMatch(link -> link.thread() == thread)) {
                    return deadlock;
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void shouldNotReportWaitsWithATimeLimit(int kind) {
        List<Lock> locks = List.of(lock(kind), lock(kind));
        LockRing ring =
                new LockRing(
                        locks,
                        DeadlocksTest::kind,
                        lock -> {
                            if (!lock.tryLock(1, TimeUnit.HOURS)) {
                                throw new InterruptedException();
                            }
                        });

        while (LockDiagnostics.waitingThreadCount() < 2) {
            Thread.onSpinWait();
        }

        assertThat(Deadlocks.find()).isEmpty();
        assertThat(Deadlocks.dump()).isEqualTo("No deadlock.");
        ring.end();
    }

    @Test
    void shouldNotReportAChain() throws InterruptedException {
        Lock first = new FutexReentrantLock();
        Lock second = new FutexReentrantLock();
        first.lock();
        CountDownLatch held = new CountDownLatch(1);
        Task<Void> middle = ask(second, first, held);
        held.await(); // else the last one can be before it
        Task<Void> last = ask(new Mutex(), second, new CountDownLatch(0));
        while (LockDiagnostics.waitingThreadCount() < 2) {
            Thread.onSpinWait();
        }

        assertThat(Deadlocks.find()).isEmpty();
        first.unlock();
        middle.get();
        last.get();
        assertThat(LockDiagnostics.waitingThreadCount()).isZero();
    }

    /** Each thread locks two of the locks, always the lesser one first; the search never rests. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNeverReportADeadlockThatIsNone(boolean virtual) throws Exception {
        Assumptions.assumeTrue(!virtual || TestThreads.hasVirtual());
        List<Lock> locks = locks(6);
        AtomicBoolean over = new AtomicBoolean();
        List<Task<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            tasks.add(
                    TestThreads.start(
                            virtual ? Kind.VIRTUAL : Kind.PLATFORM, () -> shuffle(locks, over)));
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONG);
        int seen = 0;
        while (System.nanoTime() - end < 0 || seen == 0) {
            seen += LockDiagnostics.waitingThreadCount();
            assertThat(Deadlocks.find()).isEmpty();
        }
        over.set(true);
        tasks.forEach(Task::get);
        assertThat(LockDiagnostics.waitingThreadCount()).isZero();
    }

    private static Void shuffle(List<Lock> locks, AtomicBoolean over) {
        while (!over.get()) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            int second = random.nextInt(1, locks.size());
            Lock lesser = locks.get(random.nextInt(second));
            Lock greater = locks.get(second);
            lesser.lock();
            greater.lock();
            lesser.unlock(); // not in the order of a stack
            greater.unlock();
        }
        return null;
    }

    /** Its read holds are given up meanwhile, though its slot still shows them. */
    @Test
    void shouldNotTakeAThreadThatWaitsOnAConditionForAReader() throws Exception {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
        Condition condition = lock.writeLock().newCondition();
        makeSlot(lock);
        Task<Void> waiter =
                TestThreads.start(
                        () -> {
                            makeSlot(lock);
                            lock.writeLock().lock();
                            lock.readLock().lock();
                            condition.await();
                            lock.readLock().unlock();
                            lock.writeLock().unlock();
                            return null;
                        });
        lock.writeLock().lock();
        while (!lock.hasWaiters(condition)) {
            lock.writeLock().unlock();
            Thread.onSpinWait();
            lock.writeLock().lock();
        }
        condition.signal();
        lock.readLock().lock();
        lock.writeLock().unlock(); // the waiter drains this reader now
        while (lock.sync.drainingWriter == null || LockDiagnostics.waitingThreadCount() < 1) {
            Thread.onSpinWait();
        }
        assertThat(Deadlocks.find()).isEmpty();
        lock.readLock().unlock();
        waiter.get();
    }

    private static void makeSlot(FutexReentrantReadWriteLock lock) {
        int before = lock.sync.slotCount();
        for (int i = 0; i < 1_000_000 && lock.sync.slotCount() == before; i++) {
            lock.readLock().lock();
            lock.readLock().unlock();
        }
    }

    @Test
    void shouldFindAReaderBehindAWriterThatWaitsForReaders() {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
        FutexReentrantLock other = new FutexReentrantLock();
        CountDownLatch held = new CountDownLatch(2);
        Task<Void> reader =
                interruptible(
                        () -> {
                            makeSlot(lock);
                            lock.readLock().lock();
                            held.countDown();
                            held.await();
                            lockAndUnlock(other);
                        },
                        lock.readLock());
        Task<Void> owner =
                interruptible(
                        () -> {
                            other.lock();
                            held.countDown();
                            while (lock.getQueueLength() == 0) { // until the writer waits
                                Thread.onSpinWait();
                            }
                            lockAndUnlock(lock.readLock());
                        },
                        other);
        while (held.getCount() > 0) {
            Thread.onSpinWait();
        }
        Task<Void> writer = interruptible(() -> lockAndUnlock(lock.writeLock()), null);

        Deadlock found = await(writer.thread());

        assertThat(found.links())
                .extracting(Deadlock.Link::mode)
                .containsExactlyInAnyOrder("read", "write", "exclusive");
        List.of(reader, owner, writer).forEach(Task::interrupt);
        List.of(reader, owner, writer).forEach(Task::get);
    }

    private interface Body {
        void run() throws InterruptedException;
    }

    private static void lockAndUnlock(Lock lock) throws InterruptedException {
        lock.lockInterruptibly();
        lock.unlock();
    }

    /** A thread that an interrupt ends; it unlocks this lock then. */
    private static Task<Void> interruptible(Body body, @Nullable Lock held) {
        return TestThreads.start(
                () -> {
                    try {
                        body.run();
                    } catch (InterruptedException e) {
                        return null; // the end of the test
                    } finally {
                        if (held != null) {
                            held.unlock();
                        }
                    }
                    return null;
                });
    }

    @Test
    void shouldLeaveOutThreadsThatOnlyWaitForADeadlock() {
        List<Lock> locks = locks(2);
        LockRing ring = new LockRing(locks, DeadlocksTest::kind, Lock::lockInterruptibly);
        ring.awaitDeadlock();
        List<Task<Void>> outsiders = new ArrayList<>();
        for (int i = 0; i < OUTSIDERS; i++) {
            outsiders.add(interruptible(() -> lockAndUnlock(locks.get(0)), null));
        }
        while (LockDiagnostics.waitingThreadCount() < locks.size() + OUTSIDERS) {
            Thread.onSpinWait();
        }

        assertThat(Deadlocks.find())
                .singleElement()
                .satisfies(
                        deadlock ->
                                assertThat(deadlock.links())
                                        .extracting(Deadlock.Link::thread)
                                        .containsExactlyInAnyOrderElementsOf(ring.threads()));
        ring.end();
        outsiders.forEach(Task::get);
    }

    @Test
    void shouldFindAReaderThatAsksForTheWriteLock() {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
        Task<Void> thread =
                TestThreads.start(
                        () -> {
                            makeSlot(lock);
                            lock.readLock().lock();
                            try {
                                lock.writeLock().lockInterruptibly();
                            } catch (InterruptedException e) {
                                lock.readLock().unlock();
                            }
                            return null;
                        });

        Deadlock found = await(thread.thread());

        assertThat(found.links()).hasSize(1);
        assertThat(found.links().get(0).lock()).isSameAs(lock);
        assertThat(found.describe()).startsWith("Deadlock of 1 thread:");
        thread.interrupt();
        thread.get();
    }
}
