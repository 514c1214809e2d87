package org.furwock.sync.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.furwock.sync.shared.PthreadMutexTest.run;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.FutexOperation;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.lowlevel.RobustList;
import org.furwock.futex.region.SharedRegion;
import org.furwock.sync.shared.PthreadMutexTest.Action;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The death of a thread that holds a mutex or waits for it, within one process. */
@HangBound
class PthreadMutexOwnerDeathTest {

    @TempDir Path folder;

    private SharedRegion region;

    @BeforeEach
    void makeRegion() throws IOException {
        TestEngines.assumeGranted(FutexOperation.LOCK_PI2);
        region = SharedRegion.at(folder.resolve("region")).create();
    }

    /** Runs in a thread that ends after that; returns when the kernel has noticed. */
    private static void inAThreadThatDies(PthreadMutex mutex, Action action) {
        TestThreads.start(
                        () -> {
                            action.run();
                            return null;
                        })
                .get();
        Sleepers.await(() -> !mutex.isLocked(), () -> "the death was not noticed: " + mutex);
    }

    @ParameterizedTest
    @ValueSource(strings = {"robust", "pi"})
    void shouldTellAboutEachDeathOnceAndAlsoAboutTheRepairers(String slot) throws Exception {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        inAThreadThatDies(mutex, mutex::lock);
        assertThat(mutex.isOwnerDead()).isTrue();
        inAThreadThatDies(
                mutex,
                () -> assertThatExceptionOfType(OwnerDiedException.class).isThrownBy(mutex::lock));
        OwnerDiedException died = catchThrowableOfType(OwnerDiedException.class, mutex::tryLock);
        assertThat(died.deadThreadId()).as("died while it repaired").isZero();
        assertThat(mutex.isHeldByCurrentThread()).isTrue();
        mutex.markConsistent();
        mutex.unlock();
        mutex.lock();
        mutex.unlock();
    }

    @ParameterizedTest
    @ValueSource(strings = {"robust", "pi"})
    void shouldWakeAllWaitersWhenItBecomesUnusable(String slot) {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        inAThreadThatDies(mutex, mutex::lock);
        assertThatExceptionOfType(OwnerDiedException.class).isThrownBy(mutex::lock);
        Task<?>[] waiters = new Task<?>[3];
        for (int i = 0; i < waiters.length; i++) {
            waiters[i] =
                    run(
                            () ->
                                    assertThatExceptionOfType(MutexNotRecoverableException.class)
                                            .isThrownBy(mutex::lock));
        }
        Sleepers.await(() -> region.waiting() == 3, () -> "they should wait");
        mutex.unlock();
        for (Task<?> waiter : waiters) {
            waiter.get();
        }
        inAThreadThatDies(
                mutex,
                () ->
                        assertThatExceptionOfType(MutexNotRecoverableException.class)
                                .isThrownBy(() -> mutex.tryLock(1, TimeUnit.SECONDS)));
        assertThat(mutex.isLocked()).isFalse();
        assertThat(mutex).asString().contains("[Not recoverable]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"robust", "pi"})
    void shouldRepairInOnePlaceAsALock(String slot) throws Exception {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        AtomicInteger repairs = new AtomicInteger();
        Lock lock = mutex.asLock(death -> repairs.incrementAndGet());
        inAThreadThatDies(mutex, lock::lock);
        lock.lock();
        lock.unlock();
        inAThreadThatDies(mutex, lock::lockInterruptibly);
        assertThat(lock.tryLock()).isTrue();
        lock.unlock();
        inAThreadThatDies(mutex, () -> lock.tryLock(1, TimeUnit.SECONDS));
        assertThat(lock.tryLock(1, TimeUnit.SECONDS)).isTrue();
        lock.unlock();
        assertThat(repairs).hasValue(3);
        inAThreadThatDies(mutex, lock::lock);
        Lock helpless =
                mutex.asLock(
                        death -> {
                            throw new IllegalArgumentException("cannot repair");
                        });
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(helpless::lock);
        assertThatExceptionOfType(MutexNotRecoverableException.class).isThrownBy(lock::lock);
    }

    /** Glibc's trylock does that to a mutex that is not recoverable. */
    @ParameterizedTest
    @ValueSource(strings = {"robust", "pi"})
    void shouldBeNotRecoverableAlsoWithAnIdInTheWord(String slot) throws Exception {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        inAThreadThatDies(mutex, mutex::lock);
        assertThatExceptionOfType(OwnerDiedException.class).isThrownBy(mutex::lock);
        mutex.unlock();
        mutex.word.set((int) ProcessHandle.current().pid());
        Action lockAnyway =
                () ->
                        assertThatExceptionOfType(MutexNotRecoverableException.class)
                                .isThrownBy(mutex::lock);
        run(lockAnyway).get();
        assertThatExceptionOfType(MutexNotRecoverableException.class).isThrownBy(mutex::tryLock);
    }

    @Test
    void shouldSeeAMutexBecomeUnusableWhileItSleeps() {
        RobustMutex mutex = SharedPrimitives.robustMutex(region, "robust");
        Task<Void> sleeper =
                run(
                        () -> {
                            mutex.word().set((int) ProcessHandle.current().pid());
                            assertThatExceptionOfType(MutexNotRecoverableException.class)
                                    .isThrownBy(mutex::lock);
                        });
        Sleepers.awaitAsleep(mutex.word(), 1);
        ByteBuffer memory = region.find("robust").buffer();
        memory.putInt(PthreadMutexLayout.OWNER_OFFSET, PthreadMutexLayout.NOT_RECOVERABLE);
        sleeper.get();
    }

    /** C code on the same thread takes it out of the list, and this library is not told. */
    @ParameterizedTest
    @ValueSource(strings = {"robust", "pi"})
    void shouldBeInTheListAgainAfterCHasUnlockedIt(String slot) {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        PthreadMutex neighbour = MutexPeer.mutex(region, slot + " neighbour");
        inAThreadThatDies(
                mutex,
                () -> {
                    mutex.lock();
                    neighbour.lock();
                    unlockInC(slot);
                    mutex.lock();
                    neighbour.unlock();
                });
        assertThatExceptionOfType(OwnerDiedException.class).isThrownBy(mutex::tryLock);
        assertThat(neighbour.isOwnerDead()).isFalse();
    }

    private void unlockInC(String slot) {
        Pointer mutex = Native.getDirectBufferPointer(region.find(slot).buffer());
        Function unlock = NativeLibrary.getProcess().getFunction("pthread_mutex_unlock");
        assertThat(unlock.invokeInt(new Object[] {mutex})).isZero();
    }

    /**
     * The state after a sleeper was woken and died before it tested the word, while a newcomer held
     * the mutex and did not know of the other sleepers: the mutex is free, and no thread wakes
     * them.
     */
    @Test
    void shouldNotSleepForEverIfAWakeWasLost() {
        RobustMutex mutex = SharedPrimitives.robustMutex(region, "robust");
        inAThreadThatDies(
                mutex,
                () -> {
                    mutex.lock();
                    Task<Void> sleeper =
                            run(
                                    () -> {
                                        mutex.lock();
                                        mutex.unlock();
                                    });
                    Sleepers.awaitAsleep(mutex.word(), 1);
                    mutex.word().set(0);
                    sleeper.get();
                });
        assertThat(mutex.isOwnerDead()).isFalse();
    }

    @Test
    void shouldLetGoOfTheMemoryOfWhatAThreadHasUnlocked() throws Exception {
        WeakReference<ByteBuffer> memory = lockAndUnlock();
        Sleepers.await(
                () -> {
                    System.gc();
                    return memory.get() == null;
                },
                () -> "the memory of a mutex that no thread holds is kept");
    }

    private static WeakReference<ByteBuffer> lockAndUnlock() throws OwnerDiedException {
        ByteBuffer memory = ByteBuffer.allocateDirect(64);
        ByteBuffer aligned = memory.alignedSlice(8);
        RobustMutex.initialize(aligned, 0);
        RobustMutex mutex = new RobustMutex(aligned, 0);
        mutex.lock();
        mutex.unlock();
        return new WeakReference<>(memory);
    }

    @Test
    void shouldRefuseMoreLocksThanTheKernelGivesBack() {
        ByteBuffer memory =
                ByteBuffer.allocateDirect((RobustList.MAX_HELD + 2) * PthreadMutexLayout.SIZE)
                        .alignedSlice(8);
        List<RobustMutex> held = new ArrayList<>();
        for (int i = 0; i <= RobustList.MAX_HELD; i++) {
            RobustMutex.initialize(memory, i * PthreadMutexLayout.SIZE);
            held.add(new RobustMutex(memory, i * PthreadMutexLayout.SIZE));
        }
        RobustMutex first = held.get(0);
        RobustMutex last = held.remove(RobustList.MAX_HELD);
        inAThreadThatDies(
                first,
                () -> {
                    for (RobustMutex mutex : held) {
                        mutex.lock();
                    }
                    assertThatExceptionOfType(IllegalStateException.class)
                            .isThrownBy(last::lock)
                            .withMessageContaining("holds 2048 robust locks");
                    assertThat(last.isLocked()).isFalse();
                    first.unlock();
                    last.lock();
                    last.unlock();
                    first.lock();
                });
        Sleepers.await(
                () -> held.stream().allMatch(RobustMutex::isOwnerDead),
                () -> "the kernel did not give all back");
    }

    @ParameterizedTest
    @ValueSource(strings = {"robust", "pi"})
    void shouldAcceptARepairThatMarksTheMutex(String slot) {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        inAThreadThatDies(mutex, mutex::lock);
        Lock lock = mutex.asLock(death -> mutex.markConsistent());
        lock.lock();
        assertThat(mutex.isHeldByCurrentThread()).isTrue();
        lock.unlock();
        assertThat(lock.tryLock()).isTrue();
        lock.unlock();
    }

    /** Else the caller would go on without the mutex. */
    @ParameterizedTest
    @ValueSource(strings = {"robust", "pi"})
    void shouldNotReturnFromARepairThatHasUnlocked(String slot) throws Exception {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        inAThreadThatDies(mutex, mutex::lock);
        Lock lock =
                mutex.asLock(
                        death -> {
                            mutex.markConsistent();
                            mutex.unlock();
                        });
        assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(lock::lock);
        inAThreadThatDies(mutex, mutex::lock);
        Lock throwing =
                mutex.asLock(
                        death -> {
                            mutex.markConsistent();
                            mutex.unlock();
                            throw new IllegalArgumentException("cannot repair");
                        });
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(throwing::lock);
        mutex.lock();
        mutex.unlock();
    }

    @Test
    void shouldKeepTheMappingOfWhatAThreadHolds() throws Exception {
        SharedPrimitives.robustMutex(region, "robust");
        Path path = region.path();
        Task<Void> holder =
                run(
                        () -> {
                            SharedPrimitives.robustMutex(SharedRegion.at(path).open(), "robust")
                                    .lock();
                            for (int i = 0; i < 5; i++) {
                                System.gc();
                            }
                            RobustMutex another =
                                    SharedPrimitives.robustMutex(
                                            SharedRegion.at(path).open(), "another");
                            another.lock(); // writes to the neighbour's node
                            another.unlock();
                        });
        holder.get();
        RobustMutex mutex = SharedPrimitives.robustMutex(region, "robust");
        assertThatExceptionOfType(OwnerDiedException.class).isThrownBy(mutex::lock);
        mutex.markConsistent();
        mutex.unlock();
    }
}
