package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.futex.WakeOp.Comparison;
import org.furwock.futex.WakeOp.Operation;
import org.furwock.futex.linux.Errno;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every bad input of every operation gets a clear exception, also if the kernel would be silent,
 * and does not change the word. {@code KernelErrnoTest} has the answers of the kernel itself.
 */
@HangBound
class BadInputTest {

    private static final WaitOptions BITS = WaitOptions.INTERRUPTIBLE.withBitset(6);

    private static final Deadline NEVER = Deadline.NEVER;

    private static final WakeOp ADD_ONE = WakeOp.of(Operation.ADD, 1, Comparison.EQUAL, 0);

    /** An operation on a word that is bad and one that is good. */
    @FunctionalInterface
    private interface Call {
        void on(FutexWord bad, FutexWord good);
    }

    private static Named<Call> call(String name, Call call) {
        return Named.of(name, call);
    }

    private static int[] zeros() {
        return new int[2];
    }

    private static FutexWord[] both(FutexWord first, FutexWord second) {
        return new FutexWord[] {first, second};
    }

    private static Stream<Named<Call>> calls() {
        return Stream.of(
                call(
                        "WAIT",
                        (bad, good) ->
                                Futex.await(bad, 0, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE)),
                call(
                        "WAIT timed",
                        (bad, good) ->
                                Futex.awaitNanos(bad, 0, 9, WaitOptions.UNINTERRUPTIBLE, null)),
                call("WAIT interruptible", (bad, good) -> Futex.await(bad, 0)),
                call(
                        "WAIT_BITSET",
                        (bad, good) ->
                                Futex.await(
                                        bad, 0, NEVER, WaitOptions.INTERRUPTIBLE.withBitset(1))),
                call(
                        "WAIT_BITSET uninterruptible",
                        (bad, good) ->
                                Futex.await(
                                        bad, 0, NEVER, WaitOptions.UNINTERRUPTIBLE.withBitset(1))),
                call("waitv", (bad, good) -> Futex.awaitAny(both(bad, good), zeros(), NEVER)),
                call(
                        "waitv, 2nd word",
                        (bad, good) ->
                                Futex.awaitAny(
                                        both(good, bad),
                                        zeros(),
                                        NEVER,
                                        WaitOptions.UNINTERRUPTIBLE)),
                call("WAKE", (bad, good) -> Futex.wake(bad, 1)),
                call("WAKE_BITSET", (bad, good) -> Futex.wakeBitset(bad, 1, 2)),
                call("REQUEUE", (bad, good) -> Futex.requeue(bad, good, 1, 1)),
                call("REQUEUE, 2nd word", (bad, good) -> Futex.requeue(good, bad, 1, 1)),
                call("CMP_REQUEUE", (bad, good) -> Futex.cmpRequeue(bad, 0, good, 1, 1)),
                call("CMP_REQUEUE, 2nd word", (bad, good) -> Futex.cmpRequeue(good, 0, bad, 1, 1)),
                call("WAKE_OP", (bad, good) -> Futex.wakeOp(bad, 1, good, 1, ADD_ONE)),
                call("WAKE_OP, 2nd word", (bad, good) -> Futex.wakeOp(good, 1, bad, 1, ADD_ONE)),
                call("LOCK_PI", (bad, good) -> PiFutex.lock(bad, NEVER)),
                call(
                        "LOCK_PI2",
                        (bad, good) -> PiFutex.lock(bad, Deadline.after(Duration.ofHours(1)))),
                call("TRYLOCK_PI", (bad, good) -> PiFutex.tryLock(bad)),
                call("UNLOCK_PI", (bad, good) -> PiFutex.unlock(bad)));
    }

    static Stream<Arguments> callsInEveryScope() {
        return Stream.of(FutexScope.values())
                .flatMap(scope -> calls().map(call -> Arguments.of(scope, call)));
    }

    @ParameterizedTest
    @MethodSource("callsInEveryScope")
    void shouldSayThatTheMemoryIsGone(FutexScope scope, Call call) {
        TestEngines.assumeKernel("it has no words in foreign memory");
        try (NativePage page = new NativePage()) {
            FutexWord bad = FutexWord.at(page.address() + 64, scope);
            FutexWord good = FutexWord.allocate(scope);
            String address = "0x" + Long.toHexString(bad.address());
            page.unmap();

            try {
                assertThatExceptionOfType(FutexException.class)
                        .isThrownBy(() -> call.on(bad, good))
                        .withMessageContainingAll("EFAULT", "no memory is mapped", address)
                        .satisfies(
                                thrown -> {
                                    assertThat(thrown.errno()).isEqualTo(Errno.EFAULT);
                                    assertThat(thrown.address()).isEqualTo(bad.address());
                                });
            } finally {
                page.mapAgain();
            }

            assertUsable(bad);
            assertUsable(good);
        }
    }

    /** Calls in which Java itself would read the word. */
    @Test
    void shouldNotEndTheProcessIfTheMemoryIsGone(@TempDir Path folder) throws InterruptedException {
        TestEngines.assumeKernel("it has no words in foreign memory");
        List<String> quietly =
                List.of("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + folder.resolve("crash"));
        try (ChildJvm child = ChildJvm.start(JavaSideReads.class, quietly)) {
            assertThat(child.outputOfSuccess())
                    .contains("future: FutexException")
                    .contains("wake op beside a waiting future: FutexException")
                    .contains("two scopes: IllegalArgumentException")
                    .contains("virtual thread: FutexException")
                    .contains("end");
        }
    }

    /** Runs in a process of its own. */
    static final class JavaSideReads {
        private JavaSideReads() {}

        public static void main(String[] arguments) {
            try (NativePage page = new NativePage()) {
                FutexWord bad = FutexWord.at(page.address(), FutexScope.PRIVATE);
                FutexWord badShared = FutexWord.at(page.address(), FutexScope.SHARED);
                FutexWord good = FutexWord.allocate();
                page.unmap();
                tell("two scopes", () -> Futex.requeue(good, badShared, 0, 1));
                tell("future", () -> Futex.awaitAsync(bad, 0).join());
                Futex.awaitAsync(good, 0);
                tell(
                        "wake op beside a waiting future",
                        () -> Futex.wakeOp(good, 1, bad, 1, ADD_ONE));
                Kind kind = TestThreads.hasVirtual() ? Kind.VIRTUAL : Kind.PLATFORM;
                TestThreads.start(
                                kind,
                                () -> {
                                    tell("virtual thread", () -> Futex.await(bad, 0));
                                    return kind;
                                })
                        .get();
                System.out.println("end");
            }
        }

        private static void tell(String what, Runnable operation) {
            try {
                operation.run();
                System.out.println(what + ": nothing");
            } catch (CompletionException e) {
                System.out.println(what + ": " + e.getCause().getClass().getSimpleName());
            } catch (RuntimeException e) {
                System.out.println(what + ": " + e.getClass().getSimpleName());
            }
        }
    }

    private static void assertUsable(FutexWord word) {
        word.set(0);
        Waiters waiters = Waiters.asleep(word, 1);
        assertThat(Futex.wake(word, 1)).isEqualTo(1);
        assertThat(waiters.results()).containsExactly(WaitResult.WOKEN);
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldMakeNoWordWhereNoMemoryIs(FutexScope scope) {
        TestEngines.assumeKernel("it has no words in foreign memory");
        try (NativePage page = new NativePage()) {
            page.unmap();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FutexWord.at(page.address(), scope))
                    .withMessageContainingAll("mapped", Long.toHexString(page.address()));
            page.mapAgain();
            assertUsable(FutexWord.at(page.address(), scope));
        }
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldMakeNoWordAtNull(FutexScope scope) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FutexWord.at(0, scope))
                .withMessageContaining("0");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldMakeNoMisalignedWord(int bytes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(128).alignedSlice(64);
        FutexWord aligned = FutexWord.of(buffer, 0, FutexScope.PRIVATE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FutexWord.of(buffer, bytes, FutexScope.PRIVATE))
                .withMessageContainingAll(
                        "multiple of 4", Long.toHexString(aligned.address() + bytes));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FutexWord.at(aligned.address() + bytes, FutexScope.PRIVATE))
                .withMessageContainingAll(
                        "multiple of 4", Long.toHexString(aligned.address() + bytes));
    }

    static Stream<Arguments> badArguments() {
        return Stream.of(
                bad(
                        "WAIT, negative time",
                        "-1",
                        (w, x) -> Futex.awaitNanos(w, 0, -1, WaitOptions.INTERRUPTIBLE, null)),
                bad(
                        "WAIT, negative time, uninterruptible",
                        "-2",
                        (w, x) -> Futex.awaitNanos(w, 0, -2, WaitOptions.UNINTERRUPTIBLE, null)),
                bad(
                        "WAIT_BITSET, negative time",
                        "-3",
                        (w, x) -> Futex.await(w, 0, Deadline.afterNanos(-3))),
                bad(
                        "WAIT_BITSET, negative duration",
                        "-4",
                        (w, x) -> Futex.await(w, 0, Deadline.after(Duration.ofSeconds(-4)))),
                bad(
                        "WAIT_BITSET, before the clock's time",
                        "1969-12-31",
                        (w, x) -> Futex.await(w, 0, Deadline.at(Instant.ofEpochMilli(-1)))),
                bad(
                        "WAIT_BITSET, no bits",
                        "0",
                        (w, x) ->
                                Futex.await(w, 0, NEVER, WaitOptions.INTERRUPTIBLE.withBitset(0))),
                bad("WAKE_BITSET, no bits", "0", (w, x) -> Futex.wakeBitset(w, 1, 0)),
                bad("WAKE, 0", "is 0", (w, x) -> Futex.wake(w, 0)),
                bad("WAKE, -1", "is -1", (w, x) -> Futex.wake(w, -1)),
                bad("WAKE_BITSET, 0", "is 0", (w, x) -> Futex.wakeBitset(w, 0, 1)),
                bad("WAKE_BITSET, -1", "is -1", (w, x) -> Futex.wakeBitset(w, -1, 1)),
                bad("REQUEUE, wake -5", "-5", (w, x) -> Futex.requeue(w, x, -5, 0)),
                bad("REQUEUE, requeue -6", "-6", (w, x) -> Futex.requeue(w, x, 0, -6)),
                bad("CMP_REQUEUE, wake -7", "-7", (w, x) -> Futex.cmpRequeue(w, 0, x, -7, 0)),
                bad("CMP_REQUEUE, requeue -8", "-8", (w, x) -> Futex.cmpRequeue(w, 0, x, 0, -8)),
                bad("WAKE_OP, 0", "is 0", (w, x) -> Futex.wakeOp(w, 0, x, 1, ADD_ONE)),
                bad("WAKE_OP, 2nd -9", "is -9", (w, x) -> Futex.wakeOp(w, 1, x, -9, ADD_ONE)),
                bad(
                        "waitv, 0 words",
                        "are 0",
                        (w, x) -> Futex.awaitAny(new FutexWord[0], new int[0], NEVER)),
                bad(
                        "waitv, 129 words",
                        "are 129",
                        (w, x) -> Futex.awaitAny(new FutexWord[129], new int[129], NEVER)),
                bad(
                        "waitv, 3 values",
                        "3 values",
                        (w, x) -> Futex.awaitAny(both(w, x), new int[3], NEVER)),
                bad(
                        "waitv, bitset",
                        "0x6",
                        (w, x) -> Futex.awaitAny(both(w, x), zeros(), NEVER, BITS)));
    }

    private static Arguments bad(String name, String offender, Call call) {
        return Arguments.of(call(name, call), offender);
    }

    @ParameterizedTest
    @MethodSource("badArguments")
    void shouldRefuseAndTouchNothing(Call call, String offender) {
        for (WordKind kind : WordKind.values()) {
            FutexWord word = kind.create();
            FutexWord other = kind.create();
            Waiters here = Waiters.asleep(word, 1);
            Waiters there = Waiters.asleep(other, 1);

            assertThatIllegalArgumentException()
                    .as(kind.name())
                    .isThrownBy(() -> call.on(word, other))
                    .withMessageContaining(offender);

            assertThat(word.get()).isZero();
            assertThat(other.get()).isZero();
            assertThat(Futex.wake(word, 1)).isEqualTo(1);
            assertThat(Futex.wake(other, 1)).isEqualTo(1);
            assertThat(here.results()).containsExactly(WaitResult.WOKEN);
            assertThat(there.results()).containsExactly(WaitResult.WOKEN);
        }
    }

    @Test
    void shouldRefuseNull() {
        FutexWord word = FutexWord.allocate();
        assertThatNullPointerException().isThrownBy(() -> Futex.await(null, 0));
        assertThatNullPointerException().isThrownBy(() -> Futex.await(word, 0, null));
        assertThatNullPointerException().isThrownBy(() -> Futex.awaitAsync(null, 0));
        assertThatNullPointerException().isThrownBy(() -> Futex.wake(null, 1));
        assertThatNullPointerException().isThrownBy(() -> Futex.requeue(word, null, 0, 0));
        assertThatNullPointerException().isThrownBy(() -> Futex.wakeOp(word, 1, word, 1, null));
        assertThatNullPointerException().isThrownBy(() -> Futex.awaitAny(null, zeros(), NEVER));
        assertThatNullPointerException().isThrownBy(() -> FutexWord.allocate(null));
        assertThatThrownBy(() -> FutexWord.of(null, 0, FutexScope.PRIVATE))
                .isInstanceOf(NullPointerException.class);
        assertUsable(word);
    }
}
