package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.linux.KernelFutex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A hundred thousand interrupts at random moments before, at the start of, and during a sleep: none
 * is lost. Each must be noticed at once. A sleeper that notices it only at the end of its slice of
 * a second has survived a lost callback. That is allowed on JDKs with JDK-8323782 only.
 */
@HangBound
class InterruptHammerTest {

    private static final long TIME_BOX_NANOS = TimeUnit.SECONDS.toNanos(4);

    /** Far more than a busy machine needs, and far less than a slice. */
    private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

    /** The number of rounds, and the number of rounds that needed the end of a slice. */
    private record Tally(int rounds, int late, int reportedAsWoken) {}

    private static Tally hammer(int rounds, Supplier<WaitResult> sleep)
            throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        AtomicInteger asWoken = new AtomicInteger();
        Task<Void> sleeper = TestThreads.start(() -> sleepThrough(rounds, sleep, done, asWoken));
        long end = System.nanoTime() + TIME_BOX_NANOS;
        int late = 0;
        int round = 0;
        while (round < rounds && System.nanoTime() - end < 0) {
            spinAtRandom();
            sleeper.interrupt();
            round++;
            late += isNoticedAtOnce(sleeper, done, round) ? 0 : 1;
        }
        if (round == rounds) {
            sleeper.get();
        }
        return new Tally(round, late, asWoken.get());
    }

    private static Void sleepThrough(
            int rounds, Supplier<WaitResult> sleep, AtomicInteger done, AtomicInteger asWoken) {
        while (done.get() < rounds) {
            WaitResult result = sleep.get();
            boolean interrupted = Thread.interrupted();
            if (result == WaitResult.INTERRUPTED) {
                assertThat(interrupted).as("the status is still set").isTrue();
            } else if (result == WaitResult.WOKEN) {
                asWoken.incrementAndGet();
            } else {
                assertThat(result).isEqualTo(WaitResult.SPURIOUS);
            }
            if (interrupted) {
                done.incrementAndGet();
            }
        }
        return null;
    }

    private static boolean isNoticedAtOnce(Task<Void> sleeper, AtomicInteger done, int round) {
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(TestThreads.HANG_LIMIT_SECONDS);
        while (done.get() < round) {
            if (sleeper.future().isDone()) {
                sleeper.get(); // it failed, and says why
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("interrupt " + round + " is lost");
            }
            Thread.yield();
        }
        return System.nanoTime() - start < AT_ONCE_NANOS;
    }

    /** As many short delays as long ones, so that many interrupts hit the start of the sleep. */
    private static void spinAtRandom() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int times = random.nextInt(1 << random.nextInt(11));
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    private static boolean callbacksMayBeMissed() {
        Runtime.Version version = Runtime.version();
        return version.feature() < 21
                || version.feature() == 22
                || (version.feature() == 21 && version.interim() == 0 && version.update() < 5);
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldLoseNoInterruptOfAPlainWait(FutexScope scope, TestReporter reporter)
            throws InterruptedException {
        FutexWord word = FutexWord.allocate(scope);

        Tally tally = hammer(25_000, () -> Futex.await(word, 0));

        reporter.publishEntry("plain " + scope, tally.toString());
        if (!callbacksMayBeMissed()) {
            assertThat(tally.late).isZero();
        }
        assertThat(tally.reportedAsWoken).as("no thread wakes it").isZero();
    }

    /**
     * The interrupter wakes the bits, and gives up on a sleeper that is held up before its sleep.
     */
    @Test
    void shouldLoseNoInterruptOfAWaitWithABitset(TestReporter reporter)
            throws InterruptedException {
        FutexWord word = FutexWord.allocate();

        Tally tally =
                hammer(
                        25_000,
                        () ->
                                Futex.await(
                                        word,
                                        0,
                                        Deadline.NEVER,
                                        WaitOptions.INTERRUPTIBLE.withBitset(0b1010)));

        reporter.publishEntry("bitset", tally.toString());
        assertThat(tally.late).isLessThanOrEqualTo(3 + tally.rounds / 1000);
    }

    @Test
    void shouldLoseNoInterruptWithoutWaitv(TestReporter reporter) throws InterruptedException {
        KernelFutex kernel = new KernelFutex(TestEngines.calls(), false);
        FutexWord word = FutexWord.allocate(new KernelEngine(kernel), FutexScope.PRIVATE);

        Tally tally = hammer(25_000, () -> Futex.await(word, 0));

        reporter.publishEntry("without waitv", tally.toString());
        assertThat(tally.late).isLessThanOrEqualTo(3 + tally.rounds / 1000);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldNeitherLoseNorInventAWakeThatMeetsAnInterrupt(WordKind kind) {
        FutexWord word = kind.create();
        int rounds = 5000;
        AtomicInteger done = new AtomicInteger();
        AtomicInteger reportedAsWoken = new AtomicInteger();
        Task<Void> sleeper =
                TestThreads.start(
                        () ->
                                sleepThrough(
                                        rounds, () -> Futex.await(word, 0), done, reportedAsWoken));

        int wakes = 0;
        for (int round = 1; round <= rounds; round++) {
            spinAtRandom();
            if (ThreadLocalRandom.current().nextBoolean()) {
                wakes += Futex.wake(word, 1);
                sleeper.interrupt();
            } else {
                sleeper.interrupt();
                wakes += Futex.wake(word, 1);
            }
            isNoticedAtOnce(sleeper, done, round);
        }

        sleeper.get();
        assertThat(reportedAsWoken).hasValue(wakes);
    }
}
