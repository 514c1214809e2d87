package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** FUTEX_WAIT, FUTEX_WAIT_BITSET and futex_waitv, as far as they have a contract in common. */
@HangBound
class WaitOperationTest {

    private static final long NAP_NANOS = 5_000_000;

    @ParameterizedTest
    @MethodSource("org.furwock.futex.WaitForm#onEveryWord")
    void shouldSleepUntilWoken(WaitForm form, WordKind kind) {
        FutexWord word = kind.create();
        Task<WaitResult> sleeper =
                TestThreads.start(
                        () -> Sleepers.despiteSpurious(() -> form.sleep(word, 0, Deadline.NEVER)));
        Sleepers.awaitAsleep(word, 1);

        Sleepers.wakeOne(word);

        assertThat(sleeper.get()).isEqualTo(WaitResult.WOKEN);
        assertThat(Futex.sleepers(word)).isZero();
    }

    @ParameterizedTest
    @MethodSource("org.furwock.futex.WaitForm#onEveryWord")
    void shouldNotSleepIfTheValueHasChanged(WaitForm form, WordKind kind) {
        FutexWord word = kind.create();
        word.set(1);

        WaitResult result = form.sleep(word, 0, Deadline.NEVER);

        assertThat(result).isEqualTo(WaitResult.VALUE_CHANGED);
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldNotSleepOnANeverTouchedPageThatIsExpectedToHoldSomething(
            FutexScope scope, @TempDir Path folder) throws IOException {
        try (FileChannel file =
                FileChannel.open(
                        folder.resolve("hole"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            FutexWord word =
                    FutexWord.of(file.map(FileChannel.MapMode.READ_WRITE, 0, 1 << 16), 4096, scope);

            assertThat(Futex.await(word, 1, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE))
                    .isEqualTo(WaitResult.VALUE_CHANGED);
            assertThat(Futex.await(word, 1)).isEqualTo(WaitResult.VALUE_CHANGED);
            assertThat(Futex.awaitNanos(word, 0, 0, WaitOptions.UNINTERRUPTIBLE, null))
                    .isEqualTo(WaitResult.TIMED_OUT);
        }
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldCompareAll32Bits(WordKind kind) {
        for (int value : new int[] {1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0x8000_0001}) {
            FutexWord word = kind.create();
            word.set(value);

            for (WaitForm form : WaitForm.values()) {
                if (form.timed) {
                    assertThat(form.sleep(word, value, past()))
                            .as("%s at %x", form, value)
                            .isEqualTo(WaitResult.TIMED_OUT);
                }
                assertThat(form.sleep(word, value ^ Integer.MIN_VALUE, past()))
                        .as("%s at %x", form, value)
                        .isEqualTo(WaitResult.VALUE_CHANGED);
            }
        }
    }

    private static Deadline past() {
        return Deadline.atNanoTime(System.nanoTime());
    }

    @ParameterizedTest
    @MethodSource("org.furwock.futex.WaitForm#timedOnEveryWord")
    void shouldNotTimeOutBeforeAMonotonicDeadline(WaitForm form, WordKind kind) {
        FutexWord word = kind.create();
        Deadline deadline = Deadline.afterNanos(NAP_NANOS);

        WaitResult result = Sleepers.despiteSpurious(() -> form.sleep(word, 0, deadline));

        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(deadline.nanos());
        assertThat(result).isEqualTo(WaitResult.TIMED_OUT);
    }

    @ParameterizedTest
    @MethodSource("org.furwock.futex.WaitForm#timedOnEveryWord")
    void shouldNotTimeOutBeforeARealtimeDeadline(WaitForm form, WordKind kind) {
        FutexWord word = kind.create();
        Instant end = Instant.now().plusNanos(NAP_NANOS);

        WaitResult result = Sleepers.despiteSpurious(() -> form.sleep(word, 0, Deadline.at(end)));

        assertThat(Instant.now()).isAfterOrEqualTo(end);
        assertThat(result).isEqualTo(WaitResult.TIMED_OUT);
    }

    @ParameterizedTest
    @MethodSource("org.furwock.futex.WaitForm#timedOnEveryWord")
    void shouldTimeOutAtOnceIfTheDeadlineHasPassed(WaitForm form, WordKind kind) {
        FutexWord word = kind.create();
        Deadline[] longAgo = {
            past(),
            Deadline.atNanoTime(0),
            Deadline.atNanoTime(-1_000_000_000L),
            Deadline.at(Instant.EPOCH),
            Deadline.at(Instant.now())
        };

        for (Deadline deadline : longAgo) {
            assertThat(form.sleep(word, 0, deadline))
                    .as("%s", deadline)
                    .isEqualTo(WaitResult.TIMED_OUT);
        }
    }

    @ParameterizedTest
    @MethodSource("org.furwock.futex.WaitForm#timedOnEveryWord")
    void shouldBeWokenBeforeTheDeadline(WaitForm form, WordKind kind) {
        FutexWord word = kind.create();
        Deadline[] farAway = {
            Deadline.after(Duration.ofHours(1)),
            Deadline.at(Instant.now().plus(Duration.ofHours(1))),
            Deadline.at(Instant.MAX),
            Deadline.after(Duration.ofSeconds(Long.MAX_VALUE))
        };

        for (Deadline deadline : farAway) {
            Task<WaitResult> sleeper =
                    TestThreads.start(
                            () -> Sleepers.despiteSpurious(() -> form.sleep(word, 0, deadline)));
            Sleepers.awaitAsleep(word, 1);
            Sleepers.wakeOne(word);
            assertThat(sleeper.get()).as("%s", deadline).isEqualTo(WaitResult.WOKEN);
        }
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldNotTimeOutBeforeARelativeTimeOut(WordKind kind) {
        FutexWord word = kind.create();
        long start = System.nanoTime();

        WaitResult interruptible =
                Futex.awaitNanos(word, 0, NAP_NANOS, WaitOptions.INTERRUPTIBLE, null);
        long between = System.nanoTime();
        WaitResult uninterruptible =
                Futex.awaitNanos(word, 0, NAP_NANOS, WaitOptions.UNINTERRUPTIBLE, null);
        long end = System.nanoTime();

        assertThat(interruptible).isEqualTo(WaitResult.TIMED_OUT);
        assertThat(between - start).isGreaterThanOrEqualTo(NAP_NANOS);
        assertThat(uninterruptible).isEqualTo(WaitResult.TIMED_OUT);
        assertThat(end - between).isGreaterThanOrEqualTo(NAP_NANOS);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldBeWokenFromARelativeTimeOut(WordKind kind) {
        FutexWord word = kind.create();
        for (long nanos : new long[] {3_600_000_000_000L, Long.MAX_VALUE}) {
            Task<WaitResult> first =
                    TestThreads.start(
                            () ->
                                    Futex.awaitNanos(
                                            word, 0, nanos, WaitOptions.UNINTERRUPTIBLE, null));
            Sleepers.awaitAsleep(word, 1);
            Task<WaitResult> second =
                    TestThreads.start(
                            () ->
                                    Sleepers.despiteSpurious(
                                            () ->
                                                    Futex.awaitNanos(
                                                            word,
                                                            0,
                                                            nanos,
                                                            WaitOptions.INTERRUPTIBLE,
                                                            null)));
            Sleepers.awaitAsleep(word, 2);

            Sleepers.wakeOne(word);
            Sleepers.wakeOne(word);

            assertThat(first.get()).isEqualTo(WaitResult.WOKEN);
            assertThat(second.get()).isEqualTo(WaitResult.WOKEN);
        }
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldTimeOutAtOnceWithoutATimeToWait(WordKind kind) {
        FutexWord word = kind.create();

        assertThat(Futex.awaitNanos(word, 0, 0, WaitOptions.INTERRUPTIBLE, null))
                .isEqualTo(WaitResult.TIMED_OUT);
        assertThat(Futex.awaitNanos(word, 0, 0, WaitOptions.UNINTERRUPTIBLE, null))
                .isEqualTo(WaitResult.TIMED_OUT);
        assertThat(Futex.awaitNanos(word, 1, 0, WaitOptions.INTERRUPTIBLE, null))
                .isEqualTo(WaitResult.VALUE_CHANGED);
        assertThat(Futex.awaitNanos(word, 1, 0, WaitOptions.UNINTERRUPTIBLE, null))
                .isEqualTo(WaitResult.VALUE_CHANGED);
    }

    @Test
    void shouldTakeAValueOfNanoTimeAsDeadline() {
        FutexWord word = FutexWord.allocate();
        Deadline deadline = Deadline.atNanoTime(System.nanoTime() + NAP_NANOS);

        WaitResult result =
                Sleepers.despiteSpurious(
                        () -> Futex.await(word, 0, deadline, WaitOptions.INTERRUPTIBLE));

        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(deadline.nanos());
        assertThat(result).isEqualTo(WaitResult.TIMED_OUT);
        assertThat(Futex.await(word, 1, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE.withBitset(2)))
                .isEqualTo(WaitResult.VALUE_CHANGED);
    }

    @Test
    void shouldRefuseANegativeTime() {
        FutexWord word = FutexWord.allocate();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futex.awaitNanos(word, 0, -17, WaitOptions.INTERRUPTIBLE, null))
                .withMessageContaining("-17");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futex.awaitNanos(word, 0, -18, WaitOptions.UNINTERRUPTIBLE, null))
                .withMessageContaining("-18");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Deadline.afterNanos(-19))
                .withMessageContaining("-19");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Deadline.after(Duration.ofSeconds(-20)))
                .withMessageContaining("-20");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Deadline.at(Instant.ofEpochSecond(-1)))
                .withMessageContaining("1969");
    }
}
