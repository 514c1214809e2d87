package org.furwock.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.Grid;
import org.furwock.bench.compare.Latency;
import org.furwock.bench.report.Figure.Bar;
import org.junit.jupiter.api.Test;

class FigureTest {

    private static ComparisonResult result(String ours, String peer, double ratio) {
        return Reports.result(Family.PINGPONG, "", Environment.IDLE, ours, peer, ratio);
    }

    private static Latency latency(String contestant, long nanos) {
        return new Latency(
                Family.PINGPONG,
                "",
                Environment.IDLE,
                contestant,
                10,
                nanos,
                nanos,
                2 * nanos,
                4 * nanos,
                9 * nanos,
                List.of());
    }

    @Test
    void shouldDrawFasterLongerAndTheFirstPeerAsOne() {
        List<Bar> bars =
                Figure.of("", List.of(result("Futex", "LockSupport", 0.5), result("Futex", "C", 2)))
                        .groups()
                        .get(0)
                        .bars();

        assertThat(bars).extracting(Bar::name).containsExactly("Futex", "LockSupport", "C");
        assertThat(bars).extracting(Bar::ours).containsExactly(true, false, false);
        assertThat(bars.get(0).speed()).isCloseTo(2, within(1e-9));
        assertThat(bars.get(1).speed()).isEqualTo(1);
        // Ours has half the speed of C and twice that of LockSupport.
        assertThat(bars.get(2).speed()).isCloseTo(4, within(1e-9));
        assertThat(bars.get(0).low()).isLessThan(2);
        assertThat(bars.get(0).high()).isGreaterThan(2);
    }

    @Test
    void shouldDrawShortRoundTripsLongerAndOursFirst() {
        Figure figure =
                Figure.ofRoundTrips(
                        "",
                        List.of(
                                latency("C", 3_000),
                                latency("LockSupport", 12_000),
                                latency("Futex", 6_000)),
                        List.of(result("Futex", "LockSupport", 0.5), result("Futex", "C", 2)));

        assertThat(figure.groups()).hasSize(3);
        List<Bar> half = figure.groups().get(0).bars();
        assertThat(half).extracting(Bar::name).containsExactly("Futex", "C", "LockSupport");
        assertThat(half).extracting(Bar::speed).containsExactly(2.0, 4.0, 1.0);
    }

    @Test
    void shouldShowEachWorkInEachEnvironmentInTheOverview() {
        List<Bar> bars =
                Figure.overview(
                                List.of(
                                        Reports.result(
                                                Family.BARRIER,
                                                "2 parties",
                                                Environment.IDLE,
                                                "Barrier",
                                                "CyclicBarrier",
                                                0.25),
                                        Reports.result(
                                                Family.BARRIER,
                                                "4 parties",
                                                Environment.IDLE,
                                                "Barrier",
                                                "CyclicBarrier",
                                                1),
                                        Reports.result(
                                                Family.BARRIER,
                                                "2 parties",
                                                Environment.BUSY,
                                                "Barrier",
                                                "CyclicBarrier",
                                                2)))
                        .groups()
                        .get(0)
                        .bars();

        assertThat(bars)
                .extracting(Bar::name)
                .containsExactly("the JDK's classes", "barriers, idle", "barriers, busy");
        assertThat(bars.get(1).speed()).isCloseTo(2, within(1e-9)); // of 4 and 1
        assertThat(bars.get(2).speed()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void shouldNotEndTheScriptThatItIsIn() {
        assertThat(Figure.of("", List.of(result("</script>", "C", 1))).json())
                .doesNotContain("</script>")
                .contains("<\\/script>");
    }

    @Test
    void shouldPutThreadsToTheRightAndSectionAndPauseDown() {
        GridMap map =
                GridMap.of(
                                new Grid(List.of(2, 64), List.of(0, 200), List.of(2000))
                                        .cells().stream()
                                                .map(
                                                        cell ->
                                                                Reports.result(
                                                                        Family.CONTENDED,
                                                                        cell.title(),
                                                                        Environment.IDLE,
                                                                        "Mutex",
                                                                        "C",
                                                                        cell.threads() / 16.0))
                                                .toList())
                        .get(0);

        assertThat(map.columns()).containsExactly("2 threads", "64 threads");
        assertThat(map.rows())
                .extracting(GridMap.Row::label)
                .containsExactly("0 + 2000", "200 + 2000");
        assertThat(map.rows().get(0).cells())
                .containsExactly(
                        new GridMap.Cell("8.00", "ours", "0.60"),
                        new GridMap.Cell("0.25", "peer", "0.60"));
    }
}
