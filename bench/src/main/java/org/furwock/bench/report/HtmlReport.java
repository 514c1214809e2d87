package org.furwock.bench.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A report as one self-contained HTML page. It contains the style, the charts and the library that
 * draws them, and its content security policy forbids loads of anything else.
 */
public final class HtmlReport {

    private HtmlReport() {}

    /** Writes the page to a file, whose folder must exist. */
    public static void write(CompareReport report, Path file) throws IOException {
        Files.writeString(file, toHtml(report));
    }

    /** The page as text. */
    public static String toHtml(CompareReport report) throws IOException {
        Page.Assets assets =
                new Page.Assets(
                        resource("report.css"),
                        resource("chartjs/LICENSE.md"),
                        resource("chartjs/chart.umd.min.js"),
                        resource("report.js"));
        return Mustache.compiler()
                .emptyStringIsFalse(true)
                .compile(resource("report.mustache"))
                .execute(Page.of(report, assets));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
