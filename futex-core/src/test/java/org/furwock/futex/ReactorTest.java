package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.furwock.futex.FutexScope.PRIVATE;
import static org.furwock.futex.FutexScope.SHARED;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.linux.Abi;
import org.furwock.futex.linux.Errno;
import org.furwock.futex.linux.KernelFutex;
import org.furwock.futex.linux.NativeCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The waits that a reactor serves, when the reactor cannot do its work. */
@HangBound
class ReactorTest {

    private static final int MANY = 100;

    /** A kernel that does not know futex_waitv, as before Linux 5.16. */
    private static final class WithoutWaitv extends NativeCalls {
        private final NativeCalls real;
        private final AtomicInteger attempts = new AtomicInteger();

        WithoutWaitv(NativeCalls real) {
            this.real = real;
        }

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public long call(long number, long a, long b, long c) {
            return real.call(number, a, b, c);
        }

        @Override
        public long call(long number, long a, long b, long c, long d, long e, long f) {
            if (number == Abi.SYS_FUTEX_WAITV) {
                if (attempts.incrementAndGet() > MANY) {
                    LockSupport.parkNanos(10_000_000); // spare the other tests
                }
                return -Errno.ENOSYS;
            }
            return real.call(number, a, b, c, d, e, f);
        }

        @Override
        public ByteBuffer allocate(int bytes) {
            return real.allocate(bytes);
        }

        @Override
        public long addressOf(ByteBuffer direct) {
            return real.addressOf(direct);
        }

        @Override
        public ByteBuffer view(long address, int size) {
            return real.view(address, size);
        }
    }

    /** Whether the kernel is known not to have it, or refuses it after all. */
    private static FutexWord[] wordsWithoutWaitv(boolean known, FutexScope... scopes) {
        WithoutWaitv calls = new WithoutWaitv(TestEngines.calls());
        KernelEngine engine = new KernelEngine(new KernelFutex(calls, !known));
        return Arrays.stream(scopes)
                .map(scope -> FutexWord.allocate(engine, scope))
                .toArray(FutexWord[]::new);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldServeFuturesWithoutWaitv(boolean known) throws Exception {
        FutexWord word = wordsWithoutWaitv(known, SHARED)[0];

        CompletableFuture<WaitResult> future = Futex.awaitAsync(word, 0);
        if (!known) {
            assertThat(future.get(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(WaitResult.SPURIOUS);
            future = Futex.awaitAsync(word, 0);
        }
        Sleepers.awaitAsleep(word, 1);
        Sleepers.wakeOne(word);

        assertThat(future.get(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS))
                .isEqualTo(WaitResult.WOKEN);
        assertThat(Futex.awaitAsync(word, 1).get(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS))
                .isEqualTo(WaitResult.VALUE_CHANGED);
    }

    @Test
    void shouldRestWhereWaitvIsRefused() {
        WithoutWaitv calls = new WithoutWaitv(TestEngines.calls());
        KernelEngine engine = new KernelEngine(new KernelFutex(calls, true));
        FutexWord word = FutexWord.allocate(engine, SHARED);
        CompletableFuture<WaitResult> first = Futex.awaitAsync(word, 0);
        Sleepers.await(first::isDone, () -> "no waiter has been told");
        CompletableFuture<WaitResult> second = Futex.awaitAsync(word, 0);
        Sleepers.awaitAsleep(word, 1);

        assertThat(calls.attempts).hasValue(1);
        second.cancel(false);
        Sleepers.awaitAsleep(word, 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldServeVirtualThreadsWithoutWaitv(boolean known) {
        TestThreads.assumeVirtual();
        FutexWord word = wordsWithoutWaitv(known, SHARED)[0];
        Task<WaitResult> sleeper =
                TestThreads.start(
                        TestThreads.Kind.VIRTUAL,
                        () -> Sleepers.despiteSpurious(() -> Futex.await(word, 0)));
        Sleepers.awaitAsleep(word, 1);
        Sleepers.wakeOne(word);
        assertThat(sleeper.get()).isEqualTo(WaitResult.WOKEN);

        Task<WaitResult> interrupted =
                TestThreads.start(
                        TestThreads.Kind.VIRTUAL,
                        () -> Sleepers.despiteSpurious(() -> Futex.await(word, 0)));
        Sleepers.awaitAsleep(word, 1);
        interrupted.interrupt();
        assertThat(interrupted.get()).isEqualTo(WaitResult.INTERRUPTED);

        Task<WaitResult> late =
                TestThreads.start(
                        TestThreads.Kind.VIRTUAL,
                        () ->
                                Futex.awaitNanos(
                                        word, 0, 2_000_000, WaitOptions.INTERRUPTIBLE, null));
        assertThat(late.get()).isEqualTo(WaitResult.TIMED_OUT);
        Sleepers.awaitAsleep(word, 0);
    }

    /** An interruptible sleep of a platform thread takes futex_waitv where it can. */
    @Test
    void shouldSleepOnWhenWaitvIsTakenAway() {
        FutexWord word = wordsWithoutWaitv(false, PRIVATE)[0];
        Task<WaitResult> sleeper =
                TestThreads.start(() -> Sleepers.despiteSpurious(() -> Futex.await(word, 0)));
        Sleepers.awaitAsleep(word, 1);
        sleeper.interrupt();
        assertThat(sleeper.get()).isEqualTo(WaitResult.INTERRUPTED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldWaitForSeveralWordsWithoutWaitv(boolean known) {
        for (FutexScope last : FutexScope.values()) {
            FutexWord[] words = wordsWithoutWaitv(known, PRIVATE, PRIVATE, last);
            for (int i = 0; i < words.length; i++) {
                Task<WaitAnyResult> sleeper = asleep(words, Deadline.NEVER);
                Sleepers.wakeOne(words[i]);
                assertThat(sleeper.get()).hasToString("WOKEN[" + i + "]");
            }
            Task<WaitAnyResult> interrupted = asleep(words, Deadline.NEVER);
            interrupted.interrupt();
            assertThat(interrupted.get()).hasToString("INTERRUPTED");
            Task<WaitAnyResult> late = asleep(words, Deadline.afterNanos(50_000_000));
            assertThat(late.get()).hasToString("TIMED_OUT");
            for (FutexWord word : words) {
                Sleepers.awaitAsleep(word, 0);
            }
        }
    }

    private static Task<WaitAnyResult> asleep(FutexWord[] words, Deadline deadline) {
        Task<WaitAnyResult> task =
                TestThreads.start(
                        () -> {
                            WaitAnyResult result;
                            do {
                                result = Futex.awaitAny(words, new int[words.length], deadline);
                            } while (result.result() == WaitResult.SPURIOUS);
                            return result;
                        });
        Sleepers.await(
                () ->
                        task.future().isDone()
                                || Arrays.stream(words).allMatch(w -> Futex.sleepers(w) == 1),
                () -> "no thread sleeps");
        return task;
    }

    @Test
    void shouldFailThoseWhoseMemoryIsGoneAndServeTheOthers() throws Exception {
        TestEngines.assumeKernel("it has no words in foreign memory");
        FutexWord good = FutexWord.allocate(FutexScope.SHARED);
        try (NativePage page = new NativePage()) {
            FutexWord bad = FutexWord.at(page.address(), FutexScope.SHARED);
            CompletableFuture<WaitResult> served = Futex.awaitAsync(good, 0);
            page.unmap();

            CompletableFuture<WaitResult> failing = Futex.awaitAsync(bad, 0);

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> failing.get(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS))
                    .withCauseInstanceOf(FutexException.class)
                    .withMessageContainingAll("EFAULT", Long.toHexString(bad.address()));
            Sleepers.awaitAsleep(good, 1);
            Sleepers.wakeOne(good);
            assertThat(served.get(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(WaitResult.WOKEN);
            page.mapAgain();
        }
    }
}
