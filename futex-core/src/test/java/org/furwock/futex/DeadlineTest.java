package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.furwock.futex.TestThreads.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deadlines as values. The tests of waits check that they are kept. */
@HangBound
class DeadlineTest {

    @Test
    void shouldStandOnTheMonotonicClockIfItCountsFromNow() {
        long before = System.nanoTime();
        Deadline deadline = Deadline.after(Duration.ofSeconds(5));
        long after = System.nanoTime();

        assertThat(deadline.clock()).isEqualTo(Deadline.Clock.MONOTONIC);
        assertThat(deadline.nanos()).isBetween(before + 5_000_000_000L, after + 5_000_000_000L);
    }

    @Test
    void shouldStandOnTheWallClockIfItIsAnInstant() {
        Deadline deadline = Deadline.at(Instant.ofEpochSecond(1_700_000_000L, 123));

        assertThat(deadline.clock()).isEqualTo(Deadline.Clock.REALTIME);
        assertThat(deadline.nanos()).isEqualTo(1_700_000_000_000_000_123L);
        assertThat(deadline).hasToString("REALTIME 1700000000000000123 ns");
    }

    @Test
    void shouldBeNeverIfItIsPastCounting() {
        assertThat(Deadline.afterNanos(Long.MAX_VALUE)).isSameAs(Deadline.NEVER);
        assertThat(Deadline.after(Duration.ofSeconds(Long.MAX_VALUE))).isSameAs(Deadline.NEVER);
        assertThat(Deadline.at(Instant.MAX)).isSameAs(Deadline.NEVER);
        assertThat(Deadline.atNanoTime(Deadline.NEVER_NANOS)).isSameAs(Deadline.NEVER);
        assertThat(Deadline.nanoTimeAfter(Long.MAX_VALUE)).isEqualTo(Deadline.NEVER_NANOS);
        assertThat(Deadline.NEVER).hasToString("never");
    }

    /** Of 292 years: its nanoseconds are too many, and those of the second before are not. */
    @Test
    void shouldBeNeverFromTheLastSecondOn() {
        long last = Long.MAX_VALUE / 1_000_000_000L;
        assertThat(Deadline.after(Duration.ofSeconds(last, 999_999_999))).isSameAs(Deadline.NEVER);
        assertThat(Deadline.at(Instant.ofEpochSecond(last, 999_999_999))).isSameAs(Deadline.NEVER);
        assertThat(Deadline.at(Instant.ofEpochSecond(last - 1)).nanos())
                .isEqualTo((last - 1) * 1_000_000_000L);
        long now = System.nanoTime();
        assertThat(Deadline.nanoTimeAfter(Long.MAX_VALUE - now - 1_000_000_000_000L))
                .isBetween(0L, Deadline.NEVER_NANOS - 1);
    }

    @Test
    void shouldHavePassedIfItIsNow() {
        assertThat(Deadline.NOW.isOver()).isTrue();
        assertThat(Deadline.NOW.remainingNanos()).isNotPositive();
        assertThat(Deadline.ofTimeout(0)).isSameAs(Deadline.NOW);
        assertThat(Deadline.ofTimeout(Long.MIN_VALUE)).isSameAs(Deadline.NOW);
    }

    @Test
    void shouldHavePassedHoweverLongAgoItWas() {
        assertThat(Deadline.atNanoTime(Long.MIN_VALUE).isOver()).isTrue();
        assertThat(Deadline.atNanoTime(Long.MIN_VALUE).remainingNanos()).isNegative();
    }

    /** A clock may be negative on other systems. */
    @Test
    void shouldNotOverflow() {
        long min = Long.MIN_VALUE;
        long max = Long.MAX_VALUE;
        assertThat(Deadline.difference(min, 1)).isEqualTo(min);
        assertThat(Deadline.difference(min, 0)).isEqualTo(min);
        assertThat(Deadline.difference(min, -1)).isEqualTo(min + 1);
        assertThat(Deadline.difference(max, -1)).isEqualTo(max);
        assertThat(Deadline.difference(max, 1)).isEqualTo(max - 1);
        assertThat(Deadline.difference(0, min)).isEqualTo(max);
        assertThat(Deadline.difference(-5, -7)).isEqualTo(2);
        assertThat(Deadline.difference(7, 12)).isEqualTo(-5);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldEndAWaitAtOnceIfItWasLongAgo(Kind kind) {
        if (kind == Kind.VIRTUAL) {
            TestThreads.assumeVirtual();
        }
        Deadline longAgo = Deadline.atNanoTime(Long.MIN_VALUE);
        List<WaitOptions> forms =
                List.of(
                        WaitOptions.INTERRUPTIBLE,
                        WaitOptions.UNINTERRUPTIBLE,
                        WaitOptions.INTERRUPTIBLE.withBitset(6));
        for (FutexScope scope : FutexScope.values()) {
            FutexWord word = FutexWord.allocate(scope);
            for (WaitOptions form : forms) {
                WaitResult result =
                        TestThreads.start(
                                        kind,
                                        () ->
                                                Sleepers.despiteSpurious(
                                                        () -> Futex.await(word, 0, longAgo, form)))
                                .get();
                assertThat(result).as("%s, %s", scope, form).isEqualTo(WaitResult.TIMED_OUT);
            }
        }
    }

    @Test
    void shouldBeThatOfATimeout() {
        long before = System.nanoTime();
        assertThat(Deadline.ofTimeout(5_000_000_000L).nanos())
                .isBetween(before + 5_000_000_000L, System.nanoTime() + 5_000_000_000L);
        assertThat(Deadline.ofTimeout(Long.MAX_VALUE)).isSameAs(Deadline.NEVER);
    }

    @Test
    void shouldTellTheTimeThatIsLeftOnItsClock() {
        Deadline monotonic = Deadline.after(Duration.ofHours(1));
        Deadline realtime = Deadline.at(Instant.now().plusSeconds(3600));
        for (Deadline hour : new Deadline[] {monotonic, realtime}) {
            assertThat(hour.isOver()).isFalse();
            assertThat(hour.remainingNanos()).isBetween(1_000_000_000L, 3_600_001_000_000L);
        }
        assertThat(Deadline.at(Instant.now().minusMillis(5)).isOver()).isTrue();
        assertThat(Deadline.NEVER.isOver()).isFalse();
        assertThat(Deadline.NEVER.remainingNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldBeNowIfAPlainNumberIsNegative() {
        long before = System.nanoTime();
        assertThat(Deadline.nanoTimeAfter(-5)).isBetween(before, System.nanoTime());
        assertThat(Deadline.nanoTimeAfter(Long.MIN_VALUE)).isBetween(before, System.nanoTime());
    }

    @Test
    void shouldRefuseATimeThatCannotBe() {
        assertThatThrownBy(() -> Deadline.after(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-0.000000001S");
        assertThatThrownBy(() -> Deadline.at(Instant.ofEpochSecond(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1969");
    }

    @Test
    void shouldBeAValue() {
        assertThat(Deadline.atNanoTime(7))
                .isEqualTo(Deadline.atNanoTime(7))
                .hasSameHashCodeAs(Deadline.atNanoTime(7))
                .isNotEqualTo(Deadline.atNanoTime(8))
                .isNotEqualTo(Deadline.at(Instant.ofEpochSecond(0, 7)))
                .hasToString("MONOTONIC 7 ns");
    }
}
