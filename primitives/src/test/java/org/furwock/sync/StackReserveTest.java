package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads;
import org.junit.jupiter.api.Test;

/** A primitive that a thread uses at the end of its stack is not left half changed. */
@HangBound
class StackReserveTest {

    private static final int TRIES = 1_000;

    private static final IllegalStateException FAILURE = new IllegalStateException("meant");

    private static void play(
            NearTheEndOfTheStack.Step first,
            NearTheEndOfTheStack.Step second,
            NearTheEndOfTheStack.Check check) {
        int successes =
                TestThreads.start(() -> new NearTheEndOfTheStack(first, second).play(TRIES, check))
                        .get();
        assertThat(successes).as("there was enough stack at times").isBetween(1, TRIES - 1);
    }

    private static void playLock(Lock lock, NearTheEndOfTheStack.Check check) {
        play(lock::lock, lock::unlock, check);
    }

    @Test
    void shouldFreeTheMutex() {
        Mutex mutex = new Mutex();
        playLock(mutex, attempt -> assertThat(mutex.isLocked()).isFalse());
    }

    @Test
    void shouldFreeTheReadLock() {
        RwLock lock = new RwLock();
        playLock(lock.readLock(), attempt -> assertThat(lock.getReadLockCount()).isZero());
    }

    @Test
    void shouldFreeTheWriteLock() {
        RwLock lock = new RwLock();
        playLock(lock.writeLock(), attempt -> assertThat(lock.isWriteLocked()).isFalse());
    }

    @Test
    void shouldFreeTheUpgradableLock() {
        RwLock lock = new RwLock();
        playLock(lock.upgradableLock(), attempt -> assertThat(lock.getReadLockCount()).isZero());
    }

    @Test
    void shouldEndTheRun() {
        Once once = new Once();
        play(
                () -> runInVain(once),
                () -> {},
                attempt -> assertThat(once.toString()).as("try %d", attempt).endsWith("[Not run]"));
    }

    /** A run that fails is forgotten, so each try runs the action. */
    private static void runInVain(Once once) {
        try {
            once.run(
                    () -> {
                        throw FAILURE;
                    });
        } catch (IllegalStateException e) {
            assertThat(e).isSameAs(FAILURE);
        }
    }

    @Test
    void shouldNotCountAPartyThatHasLeft() {
        Barrier barrier = new Barrier(2);
        play(
                () -> {
                    arriveInVain(barrier);
                    barrier.reset();
                },
                () -> {},
                attempt -> {
                    assertThat(barrier.getNumberWaiting()).as("try %d", attempt).isZero();
                    barrier.reset();
                });
    }

    /** The word says that a thread sleeps there, so the release goes on to wake it. */
    private static void playRelease(
            FutexWord word, int asleep, NearTheEndOfTheStack.Step release, BooleanSupplier done) {
        word.set(asleep);
        play(
                release,
                () -> word.set(asleep),
                attempt -> assertThat(done.getAsBoolean()).as("try %d", attempt).isFalse());
    }

    @Test
    void shouldNotOpenTheLatchWithoutTheWake() {
        FutexWord word = FutexWord.allocate();
        Latch latch = new Latch(1, word);
        playRelease(word, Integer.MIN_VALUE, latch::countDown, () -> latch.getCount() == 0);
    }

    @Test
    void shouldNotSetTheEventWithoutTheWake() {
        FutexWord word = FutexWord.allocate();
        Event event = new Event(Event.Reset.MANUAL, word);
        playRelease(word, 2, event::set, event::isSet);
    }

    @Test
    void shouldNotPutTheTokenThereWithoutTheWake() {
        FutexWord word = FutexWord.allocate();
        Parker parker = new Parker(word);
        playRelease(word, -1, parker::unpark, parker::hasToken);
    }

    @Test
    void shouldNotReleaseAPermitWithoutTheWake() {
        FutexWord[] words = FutexWord.allocateAdjacent(FutexScope.PRIVATE, Semaphore.WORDS);
        Semaphore semaphore = new Semaphore(0, words);
        int oneArmed = Integer.MIN_VALUE + 1;
        play(
                () -> {
                    words[1].set(oneArmed);
                    semaphore.release();
                },
                () -> words[0].set(0),
                attempt -> assertThat(semaphore.availablePermits()).as("try %d", attempt).isZero());
    }

    private static void arriveInVain(Barrier barrier)
            throws InterruptedException, BrokenBarrierException {
        try {
            barrier.await(0, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            assertThat(barrier.isBroken()).isTrue();
        }
    }
}
