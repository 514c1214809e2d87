package org.furwock.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.furwock.bench.compare.Grid;
import org.furwock.bench.compare.Ratio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapSeries;
import org.knowm.xchart.internal.chartpart.Chart;

class ChartsTest {

    @Test
    void shouldDrawFasterUpAndSlowerDown() {
        assertThat(Charts.logSpeed(new Ratio(0.5, 0.5, 0.5))).isCloseTo(1, within(1e-12));
        assertThat(Charts.logSpeed(new Ratio(2, 2, 2))).isCloseTo(-1, within(1e-12));
        assertThat(Charts.logSpeed(new Ratio(1, 1, 1))).isZero();
    }

    @Test
    void shouldDrawTheWholeIntervalAndNoMore() {
        Ratio ratio = new Ratio(0.6, 0.25, 1.0);

        double middle = Charts.logSpeed(ratio);
        double error = Charts.logError(ratio);

        assertThat(middle + error).isCloseTo(2, within(1e-12)); // four times as fast
        assertThat(middle - error).isCloseTo(0, within(1e-12)); // as fast
    }

    @Test
    void shouldLabelDifferentTicksDifferently() {
        List<String> labels = IntStream.rangeClosed(-14, 20).mapToObj(Charts::powerOfTwo).toList();

        assertThat(labels).doesNotHaveDuplicates().contains("0.25", "1", "64");
    }

    @Test
    void shouldDrawBarsOnlyIfTheyCanBeToldApart() {
        assertThat(Charts.bars(Reports.grid(Grid.NORMAL, "synchronized"))).hasSize(1);
        assertThat(Charts.heatMaps(Reports.grid(Grid.NORMAL, "synchronized"))).isEmpty();
        assertThat(Charts.bars(Reports.grid(Grid.FULL, "synchronized"))).isEmpty();
        assertThat(Charts.heatMaps(Reports.grid(Grid.FULL, "synchronized"))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Charts.Format.class)
    void shouldDrawAWideGridUpright(Charts.Format format) {
        Chart<?, ?> map =
                Charts.heatMaps(Reports.grid(Grid.FULL, "ReentrantLock"))
                        .get(0)
                        .drawing()
                        .draw(format);

        HeatMapSeries series = ((HeatMapChart) map).getHeatMapSeries();
        assertThat(series.getXData()).hasSize(4).asString().contains("64 threads");
        assertThat(series.getYData()).hasSize(12).asString().contains("20 + 200");
    }

    @Test
    void shouldPutCellsOfTheGridIntoRowsAndColumns() {
        String last = "16 threads, section 200, pause 2000";
        GridLabels labels =
                GridLabels.of(
                        List.of(
                                "2 threads, section 0, pause 0",
                                "2 threads, section 200, pause 2000",
                                "16 threads, section 0, pause 0",
                                last));

        assertThat(labels.rows()).containsExactly("2 threads", "16 threads");
        assertThat(labels.columns()).containsExactly("0 + 0", "200 + 2000");
        assertThat(labels.row(last)).isEqualTo(1);
        assertThat(labels.column(last)).isEqualTo(1);
    }
}
