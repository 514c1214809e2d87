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
            assertThat(Futex.lockPi(word, Deadline.NEVER)).isEqualTo(PiLockResult.ACQUIRED);
            held.countDown();
            enough.await();
            return Futex.unlockPi(word);
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

        assertThat(Futex.lockPi(word, Deadline.NEVER)).isEqualTo(PiLockResult.ACQUIRED);
        assertThat(word.get()).isEqualTo(Futex.threadId());
        assertThat(Futex.unlockPi(word)).isEqualTo(PiUnlockResult.RELEASED);
        assertThat(word.get()).isZero();
        assertThat(Futex.lockPi2(word, Deadline.NEVER)).isEqualTo(PiLockResult.ACQUIRED);
        assertThat(word.get()).isEqualTo(Futex.threadId());
        assertThat(Futex.unlockPi(word)).isEqualTo(PiUnlockResult.RELEASED);
        assertThat(Futex.tryLockPi(word)).isEqualTo(PiLockResult.ACQUIRED);
        assertThat(word.get()).isEqualTo(Futex.threadId());
        assertThat(Futex.unlockPi(word)).isEqualTo(PiUnlockResult.RELEASED);
        assertThat(word.get()).isZero();
    }

    @Test
    void shouldKnowEachThreadByTheKernelsId() {
        TestEngines.assumeKernel("it has no threads of the kernel's");
        int mine = Futex.threadId();
        int other = TestThreads.start(Futex::threadId).get();

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
            assertThat(Futex.tryLockPi(word)).isEqualTo(PiLockResult.BUSY);
            waiter = TestThreads.start(() -> lockAndUnlock(word));
            Sleepers.await(() -> (word.get() & WAITERS) != 0, () -> "nobody waits at " + word);
            assertThat(owner.task.future().isDone()).isFalse();
        }
        waiter.get();
        assertThat(word.get()).isZero();
    }

    private static int lockAndUnlock(FutexWord word) {
        assertThat(Futex.lockPi(word, Deadline.NEVER)).isEqualTo(PiLockResult.ACQUIRED);
        int value = word.get();
        assertThat(value & OWNER).isEqualTo(Futex.threadId());
        assertThat(Futex.unlockPi(word)).isEqualTo(PiUnlockResult.RELEASED);
        return value;
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldSeeThatItWouldWaitForItself(FutexScope scope) {
        TestEngines.assumeGranted(FutexOperation.LOCK_PI2);
        FutexWord word = FutexWord.allocate(scope);
        assertThat(Futex.tryLockPi(word)).isEqualTo(PiLockResult.ACQUIRED);

        assertThat(Futex.lockPi(word, Deadline.NEVER)).isEqualTo(PiLockResult.DEADLOCK);
        assertThat(Futex.lockPi2(word, Deadline.NEVER)).isEqualTo(PiLockResult.DEADLOCK);
        assertThat(Futex.tryLockPi(word)).isEqualTo(PiLockResult.DEADLOCK);

        assertThat(Futex.unlockPi(word)).isEqualTo(PiUnlockResult.RELEASED);
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

        // Whoever closes the circle is told, gives way, and lets the other one through. Both are
        // told if both come at the same time: the kernel queues them first, and looks then.
        assertThat(List.of(first.get(), second.get()))
                .contains(PiLockResult.DEADLOCK)
                .isSubsetOf(PiLockResult.DEADLOCK, PiLockResult.ACQUIRED);
        assertThat(one.get()).isZero();
        assertThat(two.get()).isZero();
    }

    private static PiLockResult lockBoth(FutexWord own, FutexWord others, CountDownLatch bothHeld)
            throws InterruptedException {
        assertThat(Futex.lockPi(own, Deadline.NEVER)).isEqualTo(PiLockResult.ACQUIRED);
        bothHeld.countDown();
        bothHeld.await();
        PiLockResult result = Futex.lockPi(others, Deadline.NEVER);
        if (result == PiLockResult.ACQUIRED) {
            assertThat(Futex.unlockPi(others)).isEqualTo(PiUnlockResult.RELEASED);
        }
        assertThat(Futex.unlockPi(own)).isEqualTo(PiUnlockResult.RELEASED);
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
                                    Futex.lockPi(word, Deadline.NEVER);
                                    return Futex.threadId();
                                })
                        .get();
        Path task = Path.of("/proc/self/task/" + dead);
        Sleepers.await(() -> !Files.exists(task), () -> "thread " + dead + " does not end");

        assertThat(word.get()).isEqualTo(dead);
        assertThat(Futex.lockPi(word, Deadline.NEVER)).isEqualTo(PiLockResult.OWNER_DIED);
        assertThat(Futex.lockPi2(word, Deadline.NEVER)).isEqualTo(PiLockResult.OWNER_DIED);
        assertThat(Futex.tryLockPi(word)).isEqualTo(PiLockResult.OWNER_DIED);
        assertThat(Futex.unlockPi(word)).isEqualTo(PiUnlockResult.NOT_OWNER);
        word.set(0);
        assertThat(Futex.tryLockPi(word)).isEqualTo(PiLockResult.ACQUIRED);
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldNotReleaseForSomebodyElse(FutexScope scope) throws InterruptedException {
        TestEngines.assumeGranted(FutexOperation.UNLOCK_PI);
        FutexWord word = FutexWord.allocate(scope);

        assertThat(Futex.unlockPi(word)).isEqualTo(PiUnlockResult.NOT_OWNER);
        try (Owner owner = new Owner(word)) {
            assertThat(Futex.unlockPi(word)).isEqualTo(PiUnlockResult.NOT_OWNER);
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

        assertThat(Futex.lockPi(word, Deadline.NEVER)).isEqualTo(PiLockResult.NOT_PERMITTED);
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldNotTimeOutBeforeTheDeadline(FutexScope scope) throws InterruptedException {
        TestEngines.assumeGranted(FutexOperation.LOCK_PI2);
        FutexWord word = FutexWord.allocate(scope);
        try (Owner owner = new Owner(word)) {
            for (boolean second : new boolean[] {false, true}) {
                Deadline monotonic = Deadline.afterNanos(NAP_NANOS);
                assertThat(lock(word, monotonic, second)).isEqualTo(PiLockResult.TIMED_OUT);
                assertThat(System.nanoTime()).isGreaterThanOrEqualTo(monotonic.nanos());

                Instant end = Instant.now().plusNanos(NAP_NANOS);
                PiLockResult result = lock(word, Deadline.at(end), second);
                assertThat(result).isEqualTo(PiLockResult.TIMED_OUT);
                assertThat(Instant.now()).isAfterOrEqualTo(end);
            }
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
            for (boolean second : new boolean[] {false, true}) {
                assertThat(lock(word, deadline, second)).isEqualTo(PiLockResult.ACQUIRED);
                assertThat(Futex.unlockPi(word)).isEqualTo(PiUnlockResult.RELEASED);
            }
        }
    }

    private static PiLockResult lock(FutexWord word, Deadline deadline, boolean second) {
        return second ? Futex.lockPi2(word, deadline) : Futex.lockPi(word, deadline);
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
                .isThrownBy(() -> Futex.lockPi(word, Deadline.NEVER))
                .withMessageContaining("priority inheritance");
    }

    private static void assertUnsupported(FutexWord word, String reason) {
        ThrowingCallable[] calls = {
            () -> Futex.lockPi(word, Deadline.NEVER),
            () -> Futex.lockPi2(word, Deadline.NEVER),
            () -> Futex.tryLockPi(word),
            () -> Futex.unlockPi(word),
            Futex::threadId
        };
        for (ThrowingCallable call : calls) {
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(call)
                    .withMessageContainingAll("priority inheritance", reason);
        }
        assertThat(word.get()).isZero();
    }
}
