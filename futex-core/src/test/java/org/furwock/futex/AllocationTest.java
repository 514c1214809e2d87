package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.furwock.futex.WaitOptions.INTERRUPTIBLE;
import static org.furwock.futex.WaitOptions.UNINTERRUPTIBLE;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.stream.Stream;
import org.furwock.futex.WakeOp.Comparison;
import org.furwock.futex.WakeOp.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Waits and wakes allocate nothing if the kernel does the work. */
@HangBound
class AllocationTest {

    private static final WaitOptions BITS = WaitOptions.INTERRUPTIBLE.withBitset(6);
    private static final Deadline PASSED = Deadline.at(Instant.ofEpochSecond(1));

    private static final int ROUNDS = 20_000;
    private static final int SLEEPS = 200;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @BeforeEach
    void assumeKernel() {
        TestEngines.assumeKernel("its queues are Java objects");
    }

    static Stream<Arguments> operations() {
        return Stream.of(FutexScope.values())
                .flatMap(
                        scope -> {
                            FutexWord word = FutexWord.allocate(scope);
                            FutexWord other = FutexWord.allocate(scope);
                            return operations(word, other).map(named -> Arguments.of(scope, named));
                        });
    }

    private static Stream<Named<Runnable>> operations(FutexWord word, FutexWord other) {
        FutexWord[] words = {word, other};
        int[] changed = {0, 1};
        WakeOp op = WakeOp.of(Operation.XOR, 1, Comparison.EQUAL, 0);
        Deadline never = Deadline.NEVER;
        return Stream.of(
                named("await", () -> Futex.await(word, 1)),
                named("await until", () -> Futex.await(word, 1, never)),
                named("await bitset", () -> Futex.await(word, 1, never, BITS)),
                named("await uninterruptibly", () -> Futex.await(word, 1, never, UNINTERRUPTIBLE)),
                named("await full", () -> Futex.await(word, 1, never, INTERRUPTIBLE, word)),
                named("await any", () -> Futex.awaitAny(words, changed, never)),
                named("wake", () -> Futex.wake(word, 1)),
                named("wake bitset", () -> Futex.wakeBitset(word, 1, 6)),
                named("requeue", () -> Futex.requeue(word, other, 1, 1)),
                named("compare and requeue", () -> Futex.cmpRequeue(word, 0, other, 1, 1)),
                named("wake op", () -> Futex.wakeOp(word, 1, other, 1, op)));
    }

    private static Named<Runnable> named(String name, Runnable operation) {
        return Named.of(name, operation);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldAllocateNothing(FutexScope scope, Runnable operation) {
        assertAllocatesNothing(ROUNDS, operation);
    }

    static Stream<Arguments> sleeps() {
        return Stream.of(FutexScope.values())
                .flatMap(
                        scope -> {
                            FutexWord word = FutexWord.allocate(scope);
                            return sleeps(word).map(named -> Arguments.of(scope, named));
                        });
    }

    private static Stream<Named<Runnable>> sleeps(FutexWord word) {
        return Stream.of(
                named("nap", () -> Futex.awaitNanos(word, 0, 1000, UNINTERRUPTIBLE, null)),
                named(
                        "interruptible nap",
                        () -> Futex.awaitNanos(word, 0, 1000, INTERRUPTIBLE, null)),
                named("nap, bitset", () -> Futex.awaitNanos(word, 0, 1000, BITS, null)),
                named("deadline", () -> Futex.await(word, 0, Deadline.NOW, UNINTERRUPTIBLE)),
                named("deadline, bitset", () -> Futex.await(word, 0, Deadline.NOW, BITS)),
                named("wall clock", () -> Futex.await(word, 0, PASSED)));
    }

    @ParameterizedTest
    @MethodSource("sleeps")
    void shouldSleepWithoutAllocation(FutexScope scope, Runnable operation) {
        assertAllocatesNothing(SLEEPS, operation);
    }

    /**
     * The minimum of some rounds counts: a compiler at work may allocate on the account of this
     * thread.
     */
    private static void assertAllocatesNothing(int rounds, Runnable operation) {
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 10 && least > 0; attempt++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < rounds; i++) {
                operation.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).as("bytes in %d rounds", rounds).isZero();
    }
}
