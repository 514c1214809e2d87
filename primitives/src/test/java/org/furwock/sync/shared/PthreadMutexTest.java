package org.furwock.sync.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.FutexOperation;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.region.SharedRegion;
import org.furwock.futex.region.SharedRegionException;
import org.furwock.sync.NearTheEndOfTheStack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kinds of mutexes that survive their owners, among the threads of one process. */
@HangBound
class PthreadMutexTest {

    @TempDir Path folder;

    private SharedRegion region;

    @BeforeEach
    void makeRegion() throws IOException {
        TestEngines.assumeGranted(FutexOperation.LOCK_PI2);
        region = SharedRegion.at(folder.resolve("region")).create();
    }

    interface Action {
        void run() throws Exception;
    }

    static Task<Void> run(Action action) {
        return TestThreads.start(
                () -> {
                    action.run();
                    return null;
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"robust", "pi"})
    void shouldExclude(String slot) {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        int[] plain = new int[1];
        Task<?>[] workers = new Task<?>[4];
        for (int i = 0; i < workers.length; i++) {
            workers[i] =
                    run(
                            () -> {
                                for (int k = 0; k < 5_000; k++) {
                                    mutex.lock();
                                    plain[0]++;
                                    mutex.unlock();
                                }
                            });
        }
        for (Task<?> worker : workers) {
            worker.get();
        }
        assertThat(plain[0]).isEqualTo(workers.length * 5_000);
        assertThat(mutex.isLocked()).isFalse();
    }

    @Test
    void shouldBeUnlockedInAnyOrder() throws Exception {
        List<PthreadMutex> mutexes = new ArrayList<>();
        for (String slot : List.of("robust 1", "pi 2", "robust 3", "pi 4")) {
            mutexes.add(MutexPeer.mutex(region, slot));
        }
        List<PthreadMutex> order = new ArrayList<>(mutexes);
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            for (PthreadMutex mutex : mutexes) {
                mutex.lock();
            }
            Collections.shuffle(order, random);
            for (PthreadMutex mutex : order) {
                mutex.unlock();
                assertThat(mutex.isLocked()).isFalse();
            }
        }
    }

    /** The kernel leaves the mark, and wakes one of them; the others still sleep. */
    @Test
    void shouldKeepTheMarkOfTheSleepersWhenTheOwnerDied() throws Exception {
        PthreadMutex mutex = MutexPeer.mutex(region, "robust");
        mutex.word.set(PthreadMutexLayout.OWNER_DIED | PthreadMutexLayout.WAITERS);
        assertThatExceptionOfType(OwnerDiedException.class).isThrownBy(mutex::tryLock);
        assertThat(mutex.word.get() & PthreadMutexLayout.WAITERS).isNotZero();
        mutex.markConsistent();
        mutex.unlock();
    }

    /** C code that destroys a mutex looks at it. */
    @ParameterizedTest
    @ValueSource(strings = {"robust", "pi"})
    void shouldCountItsUserWhileItIsHeld(String slot) throws Exception {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        for (int i = 0; i < 2; i++) {
            mutex.lock();
            assertThat(users(mutex)).isEqualTo(1);
            mutex.unlock();
            assertThat(users(mutex)).isZero();
        }
        run(mutex::lock).get(); // and the thread ends
        Sleepers.await(mutex::isOwnerDead, () -> "should be given back: " + mutex);
        assertThatExceptionOfType(OwnerDiedException.class).isThrownBy(mutex::lock);
        assertThat(users(mutex)).as("in the place of the dead one").isEqualTo(1);
        mutex.markConsistent();
        mutex.unlock();
        assertThat(users(mutex)).isZero();
    }

    private static long users(PthreadMutex mutex) {
        return (long) PthreadMutexState.LONG.get(mutex.memory, mutex.fields) >>> Integer.SIZE;
    }

    @Test
    void shouldLeaveNoMarkAfterATimeoutTooShortForASleep() throws Exception {
        RobustMutex mutex = SharedPrimitives.robustMutex(region, "robust");
        mutex.lock();
        int held = mutex.word().get();
        TestThreads.start(
                        () -> {
                            assertThat(mutex.tryLock(10, TimeUnit.NANOSECONDS)).isFalse();
                            return null;
                        })
                .get();
        assertThat(mutex.word().get()).isEqualTo(held);
        mutex.unlock();
    }

    @ParameterizedTest
    @ValueSource(strings = {"robust", "pi"})
    void shouldRefuseRelockAndUnlockByAnother(String slot) throws Exception {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        mutex.lock();
        assertThat(mutex.isHeldByCurrentThread()).isTrue();
        assertThatExceptionOfType(IllegalMonitorStateException.class)
                .isThrownBy(mutex::lock)
                .withMessageContaining("already held");
        assertThat(mutex.tryLock()).isFalse();
        run(() ->
                        assertThatExceptionOfType(IllegalMonitorStateException.class)
                                .isThrownBy(mutex::unlock))
                .get();
        assertThat(mutex.isLocked()).isTrue();
        mutex.unlock();
        assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(mutex::unlock);
        assertThatExceptionOfType(IllegalMonitorStateException.class)
                .isThrownBy(mutex::markConsistent);
        mutex.lock();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(mutex::markConsistent)
                .withMessageContaining("no owner of it died");
        mutex.unlock();
    }

    @ParameterizedTest
    @ValueSource(strings = {"robust", "pi"})
    void shouldTimeOutNotEarlyAndEndByAnInterrupt(String slot) throws Exception {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        mutex.lock();
        Task<Void> timed =
                run(
                        () -> {
                            long start = System.nanoTime();
                            assertThat(mutex.tryLock(120, TimeUnit.MILLISECONDS)).isFalse();
                            assertThat(System.nanoTime() - start)
                                    .isGreaterThanOrEqualTo(120_000_000);
                        });
        timed.get();
        Task<Void> patient = run(mutex::lockInterruptibly);
        Task<Void> hurried = run(() -> mutex.tryLock(1, TimeUnit.HOURS));
        for (Task<Void> waiter : List.of(patient, hurried)) {
            Sleepers.await(() -> region.waiting() > 0, () -> "no thread waits");
            waiter.interrupt();
            Throwable failure = catchThrowableOfType(AssertionError.class, waiter::get);
            assertThat(failure).hasCauseInstanceOf(InterruptedException.class);
        }
        Task<Void> stubborn =
                run(
                        () -> {
                            mutex.lock();
                            assertThat(Thread.interrupted()).isTrue();
                            mutex.unlock();
                        });
        Sleepers.await(() -> region.waiting() > 0, () -> "no thread waits");
        stubborn.interrupt();
        mutex.unlock();
        stubborn.get();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(mutex::lockInterruptibly);
        mutex.lock();
        mutex.unlock();
    }

    @ParameterizedTest
    @ValueSource(strings = {"robust", "pi"})
    void shouldRefuseVirtualThreads(String slot) {
        TestThreads.assumeVirtual();
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        Task<UnsupportedOperationException> refused =
                TestThreads.start(
                        Kind.VIRTUAL,
                        () ->
                                catchThrowableOfType(
                                        UnsupportedOperationException.class, mutex::lock));
        assertThat(refused.get()).hasMessageContaining("this thread is virtual");
        assertThat(mutex.isLocked()).isFalse();
    }

    /**
     * The kernel knows a lock that is held by its address, which is another in a second mapping.
     */
    @ParameterizedTest
    @ValueSource(strings = {"robust", "pi"})
    void shouldRefuseAnUnlockInAnotherMapping(String slot) throws Exception {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        PthreadMutex same = MutexPeer.mutex(region, slot);
        PthreadMutex elsewhere = MutexPeer.mutex(SharedRegion.at(region.path()).open(), slot);
        mutex.lock();
        assertThatExceptionOfType(SharedRegionException.class).isThrownBy(elsewhere::unlock);
        assertThat(elsewhere.isHeldByCurrentThread()).isTrue();
        same.unlock();
        elsewhere.lock();
        elsewhere.unlock();
        assertThat(mutex.isLocked()).isFalse();
    }

    @Test
    void shouldSayThatACircleOfOwnersCannotWait() throws Exception {
        PiMutex one = SharedPrimitives.piMutex(region, "one");
        PiMutex other = SharedPrimitives.piMutex(region, "other");
        one.lock();
        Task<Void> opposite =
                run(
                        () -> {
                            other.lock();
                            one.lock();
                            one.unlock();
                            other.unlock();
                        });
        Sleepers.await(
                () -> (one.word.get() & PthreadMutexLayout.WAITERS) != 0, () -> "no thread waits");
        assertThatExceptionOfType(DeadlockException.class)
                .isThrownBy(other::lock)
                .withMessageContaining("EDEADLK");
        one.unlock();
        opposite.get();
        other.lock();
        other.unlock();
    }

    @Test
    void shouldRefuseMemoryThatHoldsNoSuchMutex() {
        ByteBuffer memory = ByteBuffer.allocateDirect(64).alignedSlice(8);
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> new RobustMutex(memory, 0))
                .withMessageContaining("kind of mutex: found 0x0, expected 0x90");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new RobustMutex(memory, 4));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new RobustMutex(memory, 40));
        SharedPrimitives.piMutex(region, "pi");
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> SharedPrimitives.robustMutex(region, "pi"))
                .withMessageContaining("type: found pthread_mutex_t robust pi/1, expected ");
    }

    @Test
    void shouldNotFollowPointersThatSomebodyHasOverwritten() throws Exception {
        RobustMutex mutex = SharedPrimitives.robustMutex(region, "robust");
        ByteBuffer memory = region.find("robust").buffer();
        Random random = new Random(8);
        long[] nasty = {0, 1, -1, 8, 0x7fff_ffff_f000L, Long.MIN_VALUE, random.nextLong()};
        for (long pointer : nasty) {
            mutex.lock();
            long previous = memory.getLong(PthreadMutexLayout.PREVIOUS_OFFSET);
            long next = memory.getLong(PthreadMutexLayout.NEXT_OFFSET);
            memory.putLong(PthreadMutexLayout.NEXT_OFFSET, pointer);
            assertThatExceptionOfType(SharedRegionException.class).isThrownBy(mutex::unlock);
            memory.putLong(PthreadMutexLayout.NEXT_OFFSET, next);
            memory.putLong(PthreadMutexLayout.PREVIOUS_OFFSET, pointer);
            assertThatExceptionOfType(SharedRegionException.class).isThrownBy(mutex::unlock);
            memory.putLong(PthreadMutexLayout.PREVIOUS_OFFSET, previous);
            mutex.unlock();
        }
    }

    /** The lock itself cannot be protected, but no thread may crash or spin for ever. */
    @Test
    void shouldSurviveAnyContentOfTheMutex() throws Exception {
        ByteBuffer memory = ByteBuffer.allocateDirect(64).alignedSlice(8);
        Random random = new Random(8);
        for (int i = 0; i < 1_000; i++) {
            RobustMutex.initialize(memory, 0);
            RobustMutex mutex = new RobustMutex(memory, 0);
            int dirty = i;
            run(() -> {
                        scribble(memory, random, dirty);
                        useAnyway(mutex);
                        scribble(memory, random, dirty + 1);
                        useAnyway(mutex);
                    })
                    .get();
        }
    }

    private static void scribble(ByteBuffer memory, Random random, int round) {
        int[] nasty = {0, 1, -1, Integer.MIN_VALUE, 1 << 30, -1 << 30, random.nextInt()};
        memory.putInt(4 * random.nextInt(10), nasty[round % nasty.length]);
        memory.putInt(4 * random.nextInt(10), nasty[random.nextInt(nasty.length)]);
    }

    private static void useAnyway(RobustMutex mutex) throws InterruptedException {
        try {
            if (mutex.tryLock(1, TimeUnit.MILLISECONDS)) {
                mutex.unlock();
            }
        } catch (OwnerDiedException
                | IllegalStateException
                | IllegalMonitorStateException
                | SharedRegionException e) {
            // as it should be
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"robust", "pi"})
    void shouldNotBeLostWhenTheStackOverflows(String slot) {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        run(() -> playNearTheEndOfTheStack(mutex)).get();
        assertThat(mutex.isOwnerDead()).isFalse();
    }

    private static void playNearTheEndOfTheStack(PthreadMutex mutex) throws Exception {
        int tries = 2_000;
        int successes =
                new NearTheEndOfTheStack(mutex::lock, mutex::unlock)
                        .play(
                                tries,
                                attempt ->
                                        assertThat(mutex.isLocked())
                                                .as("try %d", attempt)
                                                .isFalse());
        assertThat(successes).isBetween(1, tries - 1);
    }

    @Test
    void shouldNotBeSerialized() throws Exception {
        RobustMutex mutex = SharedPrimitives.robustMutex(region, "robust");
        try (ObjectOutputStream stream = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatExceptionOfType(NotSerializableException.class)
                    .isThrownBy(() -> stream.writeObject(mutex));
        }
    }
}
