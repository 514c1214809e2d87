package org.furwock.bench.report;

import java.util.Locale;

/** Numbers as text, with a fixed number of columns. */
final class Numbers {

    private Numbers() {}

    /** A ratio, in at most four characters. */
    static String ratio(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        if (value >= 1000) {
            return ">999";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }

    /** The interval of a speed, in at most eleven characters. */
    static String interval(Speed speed) {
        return ratio(speed.low()) + " - " + ratio(speed.high());
    }

    /** A time with its unit, in eight characters. */
    static String shortTime(double nanos) {
        return time(nanos).replaceFirst(" (?=[num]s$)", "");
    }

    /** A time with its unit, in nine characters. */
    static String time(double nanos) {
        if (nanos < 1_000) {
            return String.format(Locale.ROOT, "%6.1f ns", nanos);
        }
        if (nanos < 1_000_000) {
            return String.format(Locale.ROOT, "%6.1f us", nanos / 1_000);
        }
        return String.format(Locale.ROOT, "%6.1f ms", nanos / 1_000_000);
    }
}
