package org.furwock.bench.report;

import java.util.List;

/**
 * The titles of contended cases, "4 threads, section 20, pause 200", as the rows and columns of a
 * map: threads go up, sections and pauses to the right.
 *
 * @param columns section and pause
 * @param rows threads
 */
record GridLabels(List<String> columns, List<String> rows) {

    private static final String SEPARATOR = ", ";

    GridLabels {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    static GridLabels of(List<String> titles) {
        return new GridLabels(
                titles.stream().map(GridLabels::columnLabel).distinct().toList(),
                titles.stream().map(GridLabels::rowLabel).distinct().toList());
    }

    int column(String title) {
        return columns.indexOf(columnLabel(title));
    }

    int row(String title) {
        return rows.indexOf(rowLabel(title));
    }

    /** "20 + 200": the section, then the pause. */
    private static String columnLabel(String title) {
        String[] parts = title.split(SEPARATOR, -1);
        return lastWord(parts[1]) + " + " + lastWord(parts[2]);
    }

    private static String rowLabel(String title) {
        return title.substring(0, title.indexOf(SEPARATOR));
    }

    private static String lastWord(String part) {
        return part.substring(part.lastIndexOf(' ') + 1);
    }
}
