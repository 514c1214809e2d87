package org.furwock.sync.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.HangBound;
import org.furwock.futex.PiFutex;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.region.SharedRegion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The primitives between two processes: another JVM is the other thread. */
@HangBound
class SharedPrimitivesTest {

    @TempDir Path folder;

    private SharedRegion region;

    private PrimitivePeer here;

    private Peer there;

    @BeforeEach
    void startPeer() throws IOException {
        TestEngines.assumeKernel("it reaches no other process");
        Path file = folder.resolve("region");
        there = Peer.java(PrimitivePeer.class, file);
        region = SharedRegion.at(file).open();
        here = new PrimitivePeer(region);
    }

    @AfterEach
    void stopPeer() {
        if (there != null) {
            there.close();
        }
    }

    private void awaitAsleep(String slot) {
        Sleepers.await(
                () -> SlotState.of(region.find(slot)).sleepers() > 0,
                () -> "no sleeper at " + slot);
    }

    private Lock lock(String name) {
        return switch (name) {
            case "read" -> here.rwLock.readLock();
            case "write" -> here.rwLock.writeLock();
            default -> here.mutex;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"mutex", "write"})
    void shouldExcludeAndWakeEachOther(String name) throws Exception {
        String slot = name.equals("mutex") ? "mutex" : "rwlock";
        Lock lock = lock(name);
        lock.lock();
        assertThat(there.ask(name + " try")).isEqualTo("false");
        assertThat(there.ask(name + " timed 20")).isEqualTo("false");
        there.order(name + " lock");
        awaitAsleep(slot);
        lock.unlock();
        assertThat(there.readLine()).isEqualTo("ok");
        assertThat(lock.tryLock()).isFalse();
        assertThat(lock.tryLock(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.MILLISECONDS)).isFalse();
        assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(lock::unlock);
        assertThat(there.ask(name + " unlock")).isEqualTo("ok");
        assertThat(lock.tryLock(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        lock.unlock();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mutex", "write"})
    void shouldCountTogether(String name) {
        there.order(name + " count 20000");
        here.count(lock(name), 20_000);
        assertThat(there.readLine()).isEqualTo("ok");
        assertThat(here.turns.get()).isEqualTo(40_000);
    }

    @Test
    void shouldReadTogetherAndWriteAlone() {
        here.rwLock.readLock().lock();
        assertThat(there.ask("read try")).isEqualTo("true");
        assertThat(there.ask("write try")).isEqualTo("false");
        there.order("read unlock").readLine();
        there.order("write lock");
        awaitAsleep("rwlock");
        assertThat(here.rwLock.readLock().tryLock()).as("a writer waits").isFalse();
        here.rwLock.readLock().unlock();
        assertThat(there.readLine()).isEqualTo("ok");
        assertThat(here.rwLock.isWriteLocked()).isTrue();
        assertThat(there.ask("write unlock")).isEqualTo("ok");
    }

    @Test
    void shouldTakeTurnsByACondition() throws Exception {
        there.order("condition turns 500");
        here.takeTurns(500, 0);
        assertThat(there.readLine()).isEqualTo("ok");
        assertThat(here.turns.get()).isEqualTo(1000);
    }

    @Test
    void shouldTakeTurnsByARobustCondition() throws Exception {
        there.order("robust turns 500");
        here.takeRobustTurns(500, 0);
        assertThat(there.readLine()).isEqualTo("ok");
        assertThat(here.turns.get()).isEqualTo(1000);
    }

    /** An owner signals, and its thread ends before it unlocks. */
    @Test
    void shouldTellAWaiterOnARobustConditionThatAnOwnerDied() throws Exception {
        Task<Void> waiter =
                TestThreads.start(
                        () -> {
                            here.robustMutex.lock();
                            assertThatExceptionOfType(OwnerDiedException.class)
                                    .isThrownBy(here.robustCondition::await);
                            assertThatExceptionOfType(IllegalStateException.class)
                                    .isThrownBy(here.robustCondition::await)
                                    .withMessageContaining("markConsistent() comes first");
                            here.robustMutex.markConsistent();
                            here.robustMutex.unlock();
                            return null;
                        });
        awaitAsleep("robust condition");
        TestThreads.start(
                        () -> {
                            here.robustMutex.lock();
                            here.robustCondition.signal();
                            return null;
                        })
                .get();
        waiter.get();
    }

    @Test
    void shouldEndAWaitOnARobustConditionByTimeAndByInterrupt() throws Exception {
        assertThatExceptionOfType(IllegalMonitorStateException.class)
                .isThrownBy(here.robustCondition::await);
        assertThatExceptionOfType(IllegalMonitorStateException.class)
                .isThrownBy(here.robustCondition::signal);
        here.robustMutex.lock();
        long start = System.nanoTime();
        while (here.robustCondition.await(10, TimeUnit.MILLISECONDS)) {
            start = System.nanoTime(); // woken for nothing
        }
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(10_000_000);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(here.robustCondition::await);
        assertThat(here.robustMutex.isHeldByCurrentThread()).isTrue();
        here.robustMutex.unlock();
    }

    @Test
    void shouldMeetAtABarrier() throws Exception {
        there.order("barrier await 300");
        for (int i = 0; i < 300; i++) {
            here.barrier.await(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(there.readLine()).isEqualTo("ok");
        there.order("barrier await 1");
        awaitAsleep("barrier");
        here.barrier.reset();
        assertThat(there.readLine()).isEqualTo("BrokenBarrierException");
    }

    @Test
    void shouldShareTheirPermits() throws Exception {
        here.semaphore.acquire(2);
        assertThat(there.ask("semaphore try 2")).isEqualTo("false");
        assertThat(there.ask("semaphore acquire 1")).isEqualTo("ok");
        there.order("semaphore acquire 1");
        awaitAsleep("semaphore");
        here.semaphore.release();
        assertThat(there.readLine()).isEqualTo("ok");
        there.order("semaphore acquire 2");
        awaitAsleep("semaphore");
        here.semaphore.release(2);
        assertThat(there.readLine()).isEqualTo("ok");
        assertThat(here.semaphore.availablePermits()).isZero();
    }

    @Test
    void shouldOpenTheLatchTogether() throws Exception {
        there.order("latch await");
        awaitAsleep("latch");
        here.latch.countDown();
        assertThat(here.latch.await(5, TimeUnit.MILLISECONDS)).isFalse();
        here.latch.countDown();
        assertThat(there.readLine()).isEqualTo("ok");
        assertThat(there.ask("latch timed 0")).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"manual", "auto"})
    void shouldSetEventsForEachOther(String name) throws Exception {
        there.order(name + " await");
        awaitAsleep(name);
        (name.equals("auto") ? here.auto : here.manual).set();
        assertThat(there.readLine()).isEqualTo("ok");
        assertThat(there.ask(name + " timed 1")).isEqualTo(name.equals("auto") ? "false" : "true");
    }

    @Test
    void shouldRunOnceForAllProcesses() {
        assertThat(there.ask("once run")).isEqualTo("true");
        assertThat(here.once.run(() -> here.turns.getAndAdd(1))).isFalse();
        assertThat(here.turns.get()).isEqualTo(1);
    }

    @Test
    void shouldKeepTakenWhatADeadProcessTookIfItIsNotRobust() throws Exception {
        assertThat(there.ask("mutex lock")).isEqualTo("ok");
        assertThat(there.ask("write lock")).isEqualTo("ok");
        assertThat(there.ask("semaphore acquire 2")).isEqualTo("ok");
        there.kill();
        for (Lock lock : List.of(here.mutex, lock("read"), lock("write"))) {
            assertThat(lock.tryLock(5, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(here.mutex.isLocked()).isTrue();
        assertThat(here.rwLock.isWriteLocked()).isTrue();
        assertThat(here.semaphore.availablePermits()).isEqualTo(PrimitivePeer.PERMITS - 2);
        assertThat(here.semaphore.tryAcquire(2, 5, TimeUnit.MILLISECONDS)).isFalse();
    }

    /** A dead waiter leaves nothing behind that blocks the others. */
    @Test
    void shouldServeTheOthersIfAProcessDiesThatWaits() throws Exception {
        here.mutex.lock();
        here.rwLock.writeLock().lock();
        here.semaphore.acquire(PrimitivePeer.PERMITS);
        try (Peer mutexWaiter = Peer.java(PrimitivePeer.class, region.path());
                Peer reader = Peer.java(PrimitivePeer.class, region.path());
                Peer taker = Peer.java(PrimitivePeer.class, region.path())) {
            mutexWaiter.order("mutex lock");
            reader.order("write lock");
            taker.order("semaphore acquire 1");
            awaitAsleep("mutex");
            awaitAsleep("rwlock");
            awaitAsleep("semaphore");
            mutexWaiter.kill();
            reader.kill();
            taker.kill();
        }
        here.mutex.unlock();
        here.rwLock.writeLock().unlock();
        here.semaphore.release(PrimitivePeer.PERMITS);
        assertThat(there.ask("mutex timed 5000")).isEqualTo("true");
        assertThat(there.ask("write timed 5000")).isEqualTo("true");
        assertThat(there.ask("semaphore try " + PrimitivePeer.PERMITS)).isEqualTo("true");
    }

    @Test
    void shouldNameHoldersAndCountWaiters() throws Exception {
        here.robustMutex.lock();
        there.order("robust turns 1");
        SlotState heldAndWaitedFor = new SlotState("held", PiFutex.threadId(), 1);
        Sleepers.await( // it wakes at intervals and goes to sleep again
                () -> SlotState.of(region.find("robust mutex")).equals(heldAndWaitedFor),
                () -> "not so: " + SlotState.of(region.find("robust mutex")));
        here.robustMutex.unlock();
        awaitAsleep("robust condition");
        assertThat(SlotState.of(region.find("robust mutex")))
                .isEqualTo(new SlotState("free", 0, 0));
        here.mutex.lock();
        assertThat(SlotState.of(region.find("mutex")).text()).isEqualTo("held");
        here.mutex.unlock();
        here.rwLock.readLock().lock();
        assertThat(SlotState.of(region.find("rwlock")).text()).startsWith("1 readers");
        here.rwLock.readLock().unlock();
        here.rwLock.upgradableLock().lock();
        assertThat(SlotState.of(region.find("rwlock")).text())
                .isEqualTo("one upgradable, 1 readers, 0 readers wait");
        here.rwLock.upgradableLock().upgrade();
        assertThat(SlotState.of(region.find("rwlock")).text())
                .isEqualTo("held by a writer, upgraded, 0 readers, 0 readers wait");
        here.rwLock.upgradableLock().unlock();
        here.semaphore.acquire();
        assertThat(SlotState.of(region.find("semaphore")).text()).isEqualTo("2 permits");
        here.latch.countDown();
        assertThat(SlotState.of(region.find("latch")).text()).isEqualTo("counted down 1 times");
        here.manual.set();
        assertThat(SlotState.of(region.find("manual")).text()).isEqualTo("set");
        assertThat(SlotState.of(region.find("once")).text()).isEqualTo("not run");
        assertThat(SlotState.of(region.find("barrier")).text()).isEqualTo("0 of 2 have arrived");
        assertThat(SlotState.of(region.find("condition")).text()).isEqualTo("0 wait for a signal");
        assertThat(SlotState.of(region.find("turns")).text()).isEqualTo("data");
    }
}
