package org.furwock.bench.report;

import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.Latency;
import org.furwock.bench.compare.Ratio;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The pictures of a report. All of them show speed: what is higher, or green, is faster. */
final class Charts {

    /** For whom a picture is drawn. */
    enum Format {
        /** A screen as wide as a page. */
        WIDE(900, 12),
        /** A screen as wide as a hand. */
        NARROW(380, 11);

        private final int width;
        private final int fontSize;

        Format(int width, int fontSize) {
            this.width = width;
            this.fontSize = fontSize;
        }

        /** In pixels. */
        int width() {
            return width;
        }
    }

    /**
     * A picture that can be drawn for any format.
     *
     * @param name of its file, without an ending
     * @param description what it shows, for those who cannot see it
     * @param drawing how
     */
    record Picture(String name, String description, Drawing drawing) {

        /** The picture as SVG. */
        String svg(Format format) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            VectorGraphicsEncoder.saveVectorGraphic(
                    drawing.draw(format), bytes, VectorGraphicsFormat.SVG);
            return bytes.toString(StandardCharsets.UTF_8);
        }

        /** Writes the picture beside a report. */
        void writePng(Path folder) throws IOException {
            BitmapEncoder.saveBitmap(
                    drawing.draw(Format.WIDE), folder.resolve(name).toString(), BitmapFormat.PNG);
        }
    }

    /** Draws for a format. */
    interface Drawing {
        /** The chart. */
        Chart<?, ?> draw(Format format);
    }

    private static final double LOG_2 = Math.log(2);
    private static final int LEGEND_LINE = 24;
    private static final double WIDEST = 7;

    /** Of more cases than these, nobody could tell the bars apart. */
    private static final int MOST_BARS = 16;

    /** Of more columns than these, the labels would run into each other. */
    private static final int MOST_COLUMNS = 6;

    private static final Color SLOW = new Color(0xd7, 0x30, 0x27);
    private static final Color EVEN = new Color(0xff, 0xff, 0xd9);
    private static final Color FAST = new Color(0x1a, 0x98, 0x50);
    private static final Color LINE = new Color(0x33, 0x33, 0x33);

    private Charts() {}

    /** Bars with their intervals, one picture for each family that has not too many. */
    static List<Picture> bars(List<ComparisonResult> results) {
        List<Picture> pictures = new ArrayList<>();
        for (Family family : Family.values()) {
            List<ComparisonResult> rows =
                    results.stream().filter(result -> result.family() == family).toList();
            if (!rows.isEmpty() && isFewEnoughForBars(rows)) {
                pictures.add(
                        new Picture(
                                "bars-" + family,
                                family.title() + ": speed against each peer, with its interval",
                                format -> bars(rows, format)));
            }
        }
        return pictures;
    }

    private static boolean isFewEnoughForBars(List<ComparisonResult> rows) {
        return rows.stream().map(ComparisonResult::title).distinct().count() <= MOST_BARS;
    }

    private static Chart<?, ?> bars(List<ComparisonResult> rows, Format format) {
        Map<String, List<ComparisonResult>> byPair = new LinkedHashMap<>();
        List<String> titles = rows.stream().map(Charts::category).distinct().toList();
        rows.forEach(
                row ->
                        byPair.computeIfAbsent(
                                        row.ours() + " / " + row.peer(), key -> new ArrayList<>())
                                .add(row));
        int legend = LEGEND_LINE * byPair.size();
        CategoryChart chart =
                new CategoryChartBuilder()
                        .width(format.width)
                        .height(340 + legend)
                        .yAxisTitle("times as fast as the peer")
                        .build();
        style(chart.getStyler(), format);
        chart.getStyler().setAvailableSpaceFill(titles.size() == 1 ? 0.5 : 0.8);
        chart.getStyler()
                .setYAxisMin(Math.min(-1, lowest(rows)))
                .setYAxisMax(Math.max(1, highest(rows)))
                .setyAxisTickLabelsFormattingFunction(Charts::powerOfTwo);
        if (titles.size() > 3 || (format == Format.NARROW && titles.size() > 1)) {
            chart.getStyler().setXAxisLabelRotation(format == Format.NARROW ? 90 : 20);
        }
        byPair.forEach(
                (pair, members) -> {
                    List<Double> heights = new ArrayList<>();
                    List<Double> errors = new ArrayList<>();
                    for (String title : titles) {
                        Ratio ratio = find(members, title);
                        // XChart takes no gaps; a bar of no height is none to see.
                        heights.add(ratio == null ? 0.0 : logSpeed(ratio));
                        errors.add(ratio == null ? 0.0 : logError(ratio));
                    }
                    chart.addSeries(pair, titles, heights, errors);
                });
        chart.addAnnotation(new AnnotationLine(0, false, false));
        return chart;
    }

    /** XChart looks for ticks until no two have the same label: it needs enough digits. */
    static String powerOfTwo(double exponent) {
        return BigDecimal.valueOf(Math.pow(2, exponent))
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static double lowest(List<ComparisonResult> rows) {
        return Math.floor(
                rows.stream()
                        .mapToDouble(row -> logSpeed(row.ratio()) - logError(row.ratio()))
                        .map(Charts::onChart)
                        .min()
                        .orElse(0));
    }

    private static double highest(List<ComparisonResult> rows) {
        return Math.ceil(
                rows.stream()
                        .mapToDouble(row -> logSpeed(row.ratio()) + logError(row.ratio()))
                        .map(Charts::onChart)
                        .max()
                        .orElse(0));
    }

    /** One wild interval must not make all others invisible. */
    private static double onChart(double value) {
        return Math.max(-WIDEST, Math.min(WIDEST, value));
    }

    private static String category(ComparisonResult row) {
        return row.title().isEmpty() ? row.family().toString() : row.title();
    }

    private static @Nullable Ratio find(List<ComparisonResult> members, String title) {
        return members.stream()
                .filter(member -> category(member).equals(title))
                .map(ComparisonResult::ratio)
                .findFirst()
                .orElse(null);
    }

    /** The middle of the interval of logarithms, so that the error is the same up and down. */
    static double logSpeed(Ratio ratio) {
        return -(Math.log(ratio.low()) + Math.log(ratio.high())) / 2 / LOG_2;
    }

    static double logError(Ratio ratio) {
        return (Math.log(ratio.high()) - Math.log(ratio.low())) / 2 / LOG_2;
    }

    /**
     * The contended and the fair grid, one picture for each pair that has at least four cells; with
     * the JDK's lock alone if there are bars for the others.
     */
    static List<Picture> heatMaps(List<ComparisonResult> results) {
        return Stream.of(Family.CONTENDED, Family.FAIR)
                .flatMap(family -> heatMaps(family, results).stream())
                .toList();
    }

    private static List<Picture> heatMaps(Family family, List<ComparisonResult> results) {
        List<ComparisonResult> grid =
                results.stream().filter(result -> result.family() == family).toList();
        boolean bars = isFewEnoughForBars(grid);
        Map<String, List<ComparisonResult>> byPair = new LinkedHashMap<>();
        grid.stream()
                .filter(result -> !bars || result.peer().startsWith("ReentrantLock"))
                .forEach(
                        row ->
                                byPair.computeIfAbsent(
                                                row.ours() + " / " + row.peer(),
                                                key -> new ArrayList<>())
                                        .add(row));
        List<Picture> pictures = new ArrayList<>();
        byPair.forEach(
                (pair, rows) -> {
                    if (rows.size() >= 4) {
                        String name = pair.replaceAll("[^A-Za-z]+", "-").toLowerCase(Locale.ROOT);
                        pictures.add(
                                new Picture(
                                        "grid-" + name,
                                        pair
                                                + ": throughput in each cell of the "
                                                + family
                                                + " grid",
                                        format -> heatMap(pair, rows, format)));
                    }
                });
        return pictures;
    }

    private static Chart<?, ?> heatMap(String pair, List<ComparisonResult> rows, Format format) {
        GridLabels labels = GridLabels.of(rows.stream().map(ComparisonResult::title).toList());
        boolean upright = labels.columns().size() > MOST_COLUMNS;
        List<String> across = upright ? labels.rows() : labels.columns();
        List<String> up = upright ? labels.columns() : labels.rows();
        HeatMapChart chart =
                new HeatMapChartBuilder()
                        .title(pair + ": throughput")
                        .width(format.width)
                        .height(150 + 34 * up.size())
                        .build();
        style(chart.getStyler(), format);
        double span = 1;
        List<Number[]> cells = new ArrayList<>();
        for (ComparisonResult row : rows) {
            double speed = 1 / row.ratio().median();
            span = Math.max(span, Math.abs(speed - 1));
            int column = labels.column(row.title());
            int line = labels.row(row.title());
            cells.add(new Number[] {upright ? line : column, upright ? column : line, speed});
        }
        chart.getStyler()
                .setShowValue(true)
                .setRangeColors(new Color[] {SLOW, EVEN, FAST})
                .setMin(1 - span)
                .setMax(1 + span)
                .setHeatMapValueDecimalPattern("0.00");
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setChartTitleFont(font(Font.BOLD, format.fontSize + 1));
        chart.addSeries(pair, across, up, cells);
        return chart;
    }

    /** Round trips, one picture for each work that has them. */
    static List<Picture> histograms(List<Latency> latencies) {
        Map<Family, List<Latency>> byFamily = new LinkedHashMap<>();
        // A program has two of its own, and there are many: the table shows them.
        latencies.stream()
                .filter(latency -> latency.family() != Family.PROGRAMS)
                .forEach(
                        latency ->
                                byFamily.computeIfAbsent(latency.family(), key -> new ArrayList<>())
                                        .add(latency));
        List<Picture> pictures = new ArrayList<>();
        byFamily.forEach(
                (family, members) ->
                        pictures.add(
                                new Picture(
                                        "round-trips-" + family,
                                        family.title() + ": how long the round trips took",
                                        format -> histogram(members, format))));
        return pictures;
    }

    private static Chart<?, ?> histogram(List<Latency> members, Format format) {
        XYChart chart =
                new XYChartBuilder()
                        .width(format.width)
                        .height(320 + LEGEND_LINE * members.size())
                        .xAxisTitle("round trip, in microseconds")
                        .yAxisTitle("% of all")
                        .build();
        style(chart.getStyler(), format);
        chart.getStyler().setxAxisTickLabelsFormattingFunction(Charts::powerOfTwo);
        chart.getStyler().setXAxisTickMarkSpacingHint(format == Format.NARROW ? 60 : 74);
        for (Latency latency : members) {
            // The longest tenth of a percent would take most of the width, for nothing to see.
            List<Latency.Bin> bins =
                    latency.bins().stream().filter(bin -> bin.nanos() <= latency.p999()).toList();
            if (bins.isEmpty()) {
                continue;
            }
            double[] x = new double[bins.size()];
            double[] y = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                Latency.Bin bin = bins.get(i);
                x[i] = Math.log(bin.nanos() / 1_000.0) / LOG_2;
                y[i] = 100 * bin.share();
            }
            chart.addSeries(latency.contestant(), x, y).setMarker(SeriesMarkers.NONE);
        }
        return chart;
    }

    private static void style(AxesChartStyler styler, Format format) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendLayout(LegendLayout.Vertical);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendFont(font(Font.PLAIN, format.fontSize));
        styler.setAxisTickLabelsFont(font(Font.PLAIN, format.fontSize));
        styler.setAxisTitleFont(font(Font.PLAIN, format.fontSize));
        styler.setErrorBarsColor(LINE);
        styler.setAnnotationLineColor(LINE);
        styler.setLocale(Locale.ROOT);
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
