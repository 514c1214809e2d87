package org.furwock.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.furwock.bench.compare.ComparisonResult;

/**
 * The speed of one pair in each cell of a grid: a column for each number of threads, a row for each
 * section and pause. So it fits a narrow screen.
 *
 * @param pair ours and the peer
 * @param columns the numbers of threads
 * @param rows the cells
 */
record GridMap(String pair, List<String> columns, List<Row> rows) {

    /** The strongest tint, still light enough for text on it. */
    private static final double STRONGEST = 0.6;

    /** Four times as fast, or four times as slow, has the strongest tint. */
    private static final double STRONGEST_AT = Math.log(4);

    /**
     * One row.
     *
     * @param label section and pause
     * @param cells from left to right
     */
    record Row(String label, List<Cell> cells) {
        Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * One cell.
     *
     * @param speed as text, empty if it was not measured
     * @param side the side that gives the tint: "ours" or "peer"
     * @param strength of the tint, for CSS
     */
    record Cell(String speed, String side, String strength) {

        private static final Cell NONE = new Cell("", "peer", "0");

        static Cell of(double speed) {
            double strength = Math.min(1, Math.abs(Math.log(speed)) / STRONGEST_AT) * STRONGEST;
            return new Cell(
                    Numbers.ratio(speed),
                    speed > 1 ? "ours" : "peer",
                    String.format(Locale.ROOT, "%.2f", strength));
        }
    }

    GridMap {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A map for each pair. */
    static List<GridMap> of(List<ComparisonResult> results) {
        Map<String, List<ComparisonResult>> byPair =
                results.stream()
                        .collect(
                                Collectors.groupingBy(
                                        one -> one.ours() + " / " + one.peer(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        List<GridMap> maps = new ArrayList<>();
        byPair.forEach((pair, cells) -> maps.add(of(pair, cells)));
        return maps;
    }

    private static GridMap of(String pair, List<ComparisonResult> results) {
        GridLabels labels = GridLabels.of(results.stream().map(ComparisonResult::title).toList());
        Cell[][] cells = new Cell[labels.columns().size()][labels.rows().size()];
        for (ComparisonResult one : results) {
            cells[labels.column(one.title())][labels.row(one.title())] =
                    Cell.of(Speed.of(one.ratio()).median());
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            List<Cell> row = new ArrayList<>();
            for (Cell cell : cells[i]) {
                row.add(cell == null ? Cell.NONE : cell);
            }
            rows.add(new Row(labels.columns().get(i), row));
        }
        return new GridMap(pair, labels.rows(), rows);
    }
}
