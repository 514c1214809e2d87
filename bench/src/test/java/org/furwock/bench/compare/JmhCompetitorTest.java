package org.furwock.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.furwock.bench.jmh.ProbeRound;
import org.furwock.bench.jmh.SleeperPingPong;
import org.furwock.bench.jmh.UncontendedMonitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With real JVMs, which is the point. */
@Timeout(120)
class JmhCompetitorTest {

    private static final Pace PACE = new Pace(1, 2, 20);

    private static final JmhContestant MONITOR =
            JmhContestant.of("synchronized", UncontendedMonitor.class, "round");

    @BeforeAll
    static void allowForksSideBySide() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    @ParameterizedTest
    @EnumSource(ForkMode.class)
    void shouldLetContestantsWorkByTurnsAndCountTheMeasuredOnes(ForkMode forkMode)
            throws InterruptedException {
        Case one = new Case(Family.UNCONTENDED, "", List.of(MONITOR), List.of(named("the same")));
        CountingProgress progress = new CountingProgress();
        Comparison comparison =
                new Comparison(List.of(one), PACE, 2, Duration.ofMinutes(1), forkMode, progress);

        comparison.run();

        assertThat(comparison.failures()).isEmpty();
        assertThat(progress.turns).hasValue((int) Comparison.turns(List.of(one), PACE, 2));
        assertThat(comparison.results())
                .singleElement()
                .satisfies(
                        result -> {
                            assertThat(result.rounds()).hasSize(2).allMatch(ratio -> ratio > 0);
                            assertThat(result.oursNanos()).isPositive();
                        });
    }

    @ParameterizedTest
    @EnumSource(ForkMode.class)
    void shouldReportACaseThatFailsAndGoOnWithTheOthers(ForkMode forkMode)
            throws InterruptedException {
        JmhContestant broken = MONITOR.withJvmArg("-Xmx1k");
        Case bad = new Case(Family.UNCONTENDED, "bad", List.of(MONITOR), List.of(broken));
        Case good = new Case(Family.UNCONTENDED, "good", List.of(MONITOR), List.of(named("2")));
        Comparison comparison =
                new Comparison(
                        List.of(bad, good),
                        PACE,
                        2,
                        Duration.ofMinutes(1),
                        forkMode,
                        new CountingProgress());

        comparison.run();

        assertThat(comparison.failures()).containsOnlyKeys(bad);
        assertThat(comparison.results())
                .extracting(ComparisonResult::title)
                .containsExactly("good");
    }

    @Test
    void shouldSayWhyAForkFailed() throws Exception {
        JmhContestant broken = MONITOR.withParams(Map.of()).withJvmArg("-Xmx1k");

        try (Competitor competitor = broken.start(PACE, List.of())) {
            assertThatIOException()
                    .isThrownBy(competitor::takeTurn)
                    .withMessageContaining("synchronized")
                    .withMessageContaining("Too small maximum heap");
        }
    }

    @Test
    void shouldSayWhyABenchmarkFailedInASharedJvm() throws Exception {
        JmhContestant broken =
                JmhContestant.of("broken", ProbeRound.class, "round")
                        .withParam("workload", "no.such.Work");
        Case one = new Case(Family.PROBE, "", List.of(broken), List.of());

        try (ForkMode.Team team = ForkMode.TOGETHER.start(one, PACE)) {
            Competitor competitor = team.competitors().get(broken);
            assertThatIOException()
                    .isThrownBy(competitor::takeTurn)
                    .withMessageContaining("broken")
                    .withMessageContaining("there is no class no.such.Work");
        }
    }

    @Test
    void shouldHandOverTheRoundTripsOfEachTurn() throws Exception {
        JmhContestant sleepers =
                JmhContestant.of("LockSupport", SleeperPingPong.class, "roundTrip")
                        .withParam("kind", "LOCK_SUPPORT");
        Case one = new Case(Family.PINGPONG, "", List.of(sleepers), List.of());

        try (ForkMode.Team team = ForkMode.TOGETHER.start(one, PACE)) {
            Turn turn = team.competitors().get(sleepers).takeTurn();

            assertThat(turn.nanos()).isPositive();
            assertThat(turn.roundTrips().getTotalCount()).isPositive();
        }
    }

    private static JmhContestant named(String name) {
        return new JmhContestant(name, MONITOR.benchmark(), 0, Map.of(), List.of());
    }

    private static final class CountingProgress implements Progress {
        private final AtomicInteger turns = new AtomicInteger();

        @Override
        public void round(int round, int rounds) {}

        @Override
        public void begin(Case work) {}

        @Override
        public void turn() {
            turns.incrementAndGet();
        }

        @Override
        public void close() {}
    }
}
