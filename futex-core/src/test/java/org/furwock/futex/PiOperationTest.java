package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FUTEX_LOCK_PI, FUTEX_LOCK_PI2, FUTEX_TRYLOCK_PI and FUTEX_UNLOCK_PI. */
@HangBound
class PiOperationTest {

    private static final long NAP_NANOS = 5_000_000;
    private static final int WAITERS = 0x8000_0000;
    private static final int OWNER = 0x3fff_ffff;

    /** A thread that holds a word until told. */
    private static final class Owner implements AutoCloseable {
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch enough = new CountDownLatch(1);
        private final Task<PiUnlockResult> task;

        Owner(FutexWord word) throws InterruptedException {
            task = TestThreads.start(() -> hold(word));
            held.await();
        }

        private PiUnlockResult hold(FutexWord word) throws InterruptedException {
            assertThat(PiFutex.lock(word, Deadline.NEVER)).isEqualTo(PiLockResult.ACQUIRED);
            held.countDown();
            enough.await();
            return PiFutex.unlock(word);
        }

        @Override
        public void close() {
            enough.countDown();
            assertThat(task.get()).isEqualTo(PiUnlockResult.RELEASED);
        }
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldHoldTheOwnersThreadIdInTheWord(FutexScope scope) {
        TestEngines.assumeGranted(FutexOperation.LOCK_PI2);
        FutexWord word = FutexWord.allocate(scope);

        assertThat(PiFutex.lock(word, Deadline.NEVER)).isEqualTo(PiLockResult.ACQUIRED);
        assertThat(word.get()).isEqualTo(PiFutex.threadId());
        assertThat(PiFutex.unlock(word)).isEqualTo(PiUnlockResult.RELEASED);
        assertThat(word.get()).isZero();
        assertThat(PiFutex.lock(word, Deadline.after(Duration.ofHours(1))))
                .isEqualTo(PiLockResult.ACQUIRED);
        assertThat(word.get()).isEqualTo(PiFutex.threadId());
        assertThat(PiFutex.unlock(word)).isEqualTo(PiUnlockResult.RELEASED);
        assertThat(PiFutex.tryLock(word)).isEqualTo(PiLockResult.ACQUIRED);
        assertThat(word.get()).isEqualTo(PiFutex.threadId());
        assertThat(PiFutex.unlock(word)).isEqualTo(PiUnlockResult.RELEASED);
        assertThat(word.get()).isZero();
    }

    @Test
    void shouldKnowEachThreadByTheKernelsId() {
        TestEngines.assumeKernel("it has no threads of the kernel's");
        int mine = PiFutex.threadId();
        int other = TestThreads.start(PiFutex::threadId).get();

        assertThat(mine).isPositive().isNotEqualTo(other);
        assertThat(Path.of("/proc/self/task/" + mine)).exists();
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldHandTheWordToTheWaiter(FutexScope scope) throws InterruptedException {
        TestEngines.assumeGranted(FutexOperation.LOCK_PI);
        FutexWord word = FutexWord.allocate(scope);
        Task<Integer> waiter;
        try (Owner owner = new Owner(word)) {
            assertThat(PiFutex.tryLock(word)).isEqualTo(PiLockResult.BUSY);
            waiter = TestThreads.start(() -> lockAndUnlock(word));
            Sleepers.await(() -> (word.get() & WAITERS) != 0, () -> "no thread waits at " + word);
            assertThat(owner.task.future().isDone()).isFalse();
        }
        waiter.get();
        assertThat(word.get()).isZero();
    }

    private static int lockAndUnlock(FutexWord word) {
        assertThat(PiFutex.lock(word, Deadline.NEVER)).isEqualTo(PiLockResult.ACQUIRED);
        int value = word.get();
        assertThat(value & OWNER).isEqualTo(PiFutex.threadId());
        assertThat(PiFutex.unlock(word)).isEqualTo(PiUnlockResult.RELEASED);
        return value;
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldSeeThatItWouldWaitForItself(FutexScope scope) {
        TestEngines.assumeGranted(FutexOperation.LOCK_PI2);
        FutexWord word = FutexWord.allocate(scope);
        assertThat(PiFutex.tryLock(word)).isEqualTo(PiLockResult.ACQUIRED);

        assertThat(PiFutex.lock(word, Deadline.NEVER)).isEqualTo(PiLockResult.DEADLOCK);
        assertThat(PiFutex.lock(word, Deadline.after(Duration.ofHours(1))))
                .isEqualTo(PiLockResult.DEADLOCK);
        assertThat(PiFutex.tryLock(word)).isEqualTo(PiLockResult.DEADLOCK);

        assertThat(PiFutex.unlock(word)).isEqualTo(PiUnlockResult.RELEASED);
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldSeeACircleOfTwo(FutexScope scope) {
        TestEngines.assumeGranted(FutexOperation.LOCK_PI);
        FutexWord one = FutexWord.allocate(scope);
        FutexWord two = FutexWord.allocate(scope);
        CountDownLatch bothHeld = new CountDownLatch(2);

        Task<PiLockResult> first = TestThreads.start(() -> lockBoth(one, two, bothHeld));
        Task<PiLockResult> second = TestThreads.start(() -> lockBoth(two, one, bothHeld));

        // The thread that closes the circle is told, gives way, and lets the other one through.
        // Both are
        // told if both come at the same time: the kernel queues them first, and looks then.
        assertThat(List.of(first.get(), second.get()))
                .contains(PiLockResult.DEADLOCK)
                .isSubsetOf(PiLockResult.DEADLOCK, PiLockResult.ACQUIRED);
        assertThat(one.get()).isZero();
        assertThat(two.get()).isZero();
    }

    private static PiLockResult lockBoth(FutexWord own, FutexWord others, CountDownLatch bothHeld)
            throws InterruptedException {
        assertThat(PiFutex.lock(own, Deadline.NEVER)).isEqualTo(PiLockResult.ACQUIRED);
        bothHeld.countDown();
        bothHeld.await();
        PiLockResult result = PiFutex.lock(others, Deadline.NEVER);
        if (result == PiLockResult.ACQUIRED) {
            assertThat(PiFutex.unlock(others)).isEqualTo(PiUnlockResult.RELEASED);
        }
        assertThat(PiFutex.unlock(own)).isEqualTo(PiUnlockResult.RELEASED);
        return result;
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldSayThatTheOwnerDied(FutexScope scope) {
        TestEngines.assumeGranted(FutexOperation.LOCK_PI2);
        FutexWord word = FutexWord.allocate(scope);
        int dead =
                TestThreads.start(
                                () -> {
                                    PiFutex.lock(word, Deadline.NEVER);
                                    return PiFutex.threadId();
                                })
                        .get();
        Path task = Path.of("/proc/self/task/" + dead);
        Sleepers.await(() -> !Files.exists(task), () -> "thread " + dead + " does not end");

        assertThat(word.get()).isEqualTo(dead);
        assertThat(PiFutex.lock(word, Deadline.NEVER)).isEqualTo(PiLockResult.OWNER_DIED);
        assertThat(PiFutex.lock(word, Deadline.after(Duration.ofHours(1))))
                .isEqualTo(PiLockResult.OWNER_DIED);
        assertThat(PiFutex.tryLock(word)).isEqualTo(PiLockResult.OWNER_DIED);
        assertThat(PiFutex.unlock(word)).isEqualTo(PiUnlockResult.NOT_OWNER);
        word.set(0);
        assertThat(PiFutex.tryLock(word)).isEqualTo(PiLockResult.ACQUIRED);
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldNotReleaseForSomebodyElse(FutexScope scope) throws InterruptedException {
        TestEngines.assumeGranted(FutexOperation.UNLOCK_PI);
        FutexWord word = FutexWord.allocate(scope);

        assertThat(PiFutex.unlock(word)).isEqualTo(PiUnlockResult.NOT_OWNER);
        try (Owner owner = new Owner(word)) {
            assertThat(PiFutex.unlock(word)).isEqualTo(PiUnlockResult.NOT_OWNER);
            assertThat(owner.task.future().isDone()).isFalse();
        }
    }

    @Test
    void shouldNotAttachToTheKernelsOwnThreads() throws IOException {
        TestEngines.assumeGranted(FutexOperation.LOCK_PI);
        Path name = Path.of("/proc/2/comm");
        Assumptions.assumeTrue(
                Files.isReadable(name) && Files.readString(name).equals("kthreadd\n"),
                "no thread of the kernel's is in sight here");
        FutexWord word = FutexWord.allocate();
        word.set(2);

        assertThat(PiFutex.lock(word, Deadline.NEVER)).isEqualTo(PiLockResult.NOT_PERMITTED);
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldNotTimeOutBeforeTheDeadline(FutexScope scope) throws InterruptedException {
        TestEngines.assumeGranted(FutexOperation.LOCK_PI2);
        FutexWord word = FutexWord.allocate(scope);
        try (Owner owner = new Owner(word)) {
            Deadline monotonic = Deadline.afterNanos(NAP_NANOS);
            assertThat(PiFutex.lock(word, monotonic)).isEqualTo(PiLockResult.TIMED_OUT);
            assertThat(System.nanoTime()).isGreaterThanOrEqualTo(monotonic.nanos());

            Instant end = Instant.now().plusNanos(NAP_NANOS);
            PiLockResult result = PiFutex.lock(word, Deadline.at(end));
            assertThat(result).isEqualTo(PiLockResult.TIMED_OUT);
            assertThat(Instant.now()).isAfterOrEqualTo(end);
            assertThat(owner.task.future().isDone()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldGetAFreeWordWhateverTheDeadline(FutexScope scope) {
        TestEngines.assumeGranted(FutexOperation.LOCK_PI2);
        FutexWord word = FutexWord.allocate(scope);
        Deadline[] deadlines = {
            Deadline.after(Duration.ofHours(1)), Deadline.at(Instant.now().plusSeconds(3600))
        };
        for (Deadline deadline : deadlines) {
            assertThat(PiFutex.lock(word, deadline)).isEqualTo(PiLockResult.ACQUIRED);
            assertThat(PiFutex.unlock(word)).isEqualTo(PiUnlockResult.RELEASED);
        }
    }

    @Test
    void shouldBeRefusedToAVirtualThread() {
        TestEngines.assumeKernel("it refuses priority inheritance to everybody");
        TestThreads.assumeVirtual();
        FutexWord word = FutexWord.allocate();

        TestThreads.start(
                        Kind.VIRTUAL,
                        () -> {
                            assertUnsupported(word, "virtual");
                            return word;
                        })
                .get();
    }

    @Test
    void shouldBeRefusedWithoutAKernel() {
        Assumptions.assumeFalse(TestEngines.isKernel(), "the engine is the kernel");
        assertUnsupported(FutexWord.allocate(), "emulated");
    }

    @Test
    void shouldBeRefusedByTheMonitorBasedFutex() {
        FutexWord word = MonitorFutex.newWord();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> PiFutex.lock(word, Deadline.NEVER))
                .withMessageContaining("priority inheritance");
    }

    private static void assertUnsupported(FutexWord word, String reason) {
        ThrowingCallable[] calls = {
            () -> PiFutex.lock(word, Deadline.NEVER),
            () -> PiFutex.lock(word, Deadline.after(Duration.ofHours(1))),
            () -> PiFutex.tryLock(word),
            () -> PiFutex.unlock(word),
            PiFutex::threadId
        };
        for (ThrowingCallable call : calls) {
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(call)
                    .withMessageContainingAll("priority inheritance", reason);
        }
        assertThat(word.get()).isZero();
    }
}
