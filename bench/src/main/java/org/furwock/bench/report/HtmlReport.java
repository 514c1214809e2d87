package org.furwock.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.Latency;
import org.furwock.bench.compare.Ratio;

/** A report as one HTML page that needs nothing else, and its pictures beside it as PNG. */
public final class HtmlReport {

    private static final String STYLE = "report.css";

    private final CompareReport report;
    private final StringBuilder html = new StringBuilder();

    private HtmlReport(CompareReport report) {
        this.report = report;
    }

    /** Writes the page to a file, whose folder must exist, and the pictures into that folder. */
    public static void write(CompareReport report, Path file) throws IOException {
        // There is no screen where benchmarks run, and none is needed.
        System.setProperty("java.awt.headless", "true");
        Files.writeString(file, toHtml(report));
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        for (Charts.Picture picture : pictures(report)) {
            picture.writePng(folder);
        }
    }

    private static List<Charts.Picture> pictures(CompareReport report) {
        List<Charts.Picture> pictures = new ArrayList<>();
        pictures.addAll(Charts.heatMaps(report.idleResults()));
        pictures.addAll(Charts.bars(report.idleResults()));
        pictures.addAll(Charts.histograms(report.idleLatencies()));
        return pictures;
    }

    /** The page as text. */
    public static String toHtml(CompareReport report) throws IOException {
        return new HtmlReport(report).page();
    }

    private String page() throws IOException {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append(
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>Furwock against its peers</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n<h1>Furwock against its peers</h1>\n");
        machine();
        html.append("<p>").append(escape(legend())).append("</p>\n");
        for (String line : ResultTable.summary(report.idleResults())) {
            html.append("<p><strong>").append(escape(line)).append("</strong></p>\n");
        }
        report.failures()
                .forEach(
                        (name, how) ->
                                html.append("<p class=\"missed\">Failed: ")
                                        .append(escape(name + ": " + how))
                                        .append("</p>\n"));
        sideBySide();
        for (Family family : Family.values()) {
            section(family);
        }
        memory();
        return html.append("</body>\n</html>\n").toString();
    }

    private static String style() throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(STYLE)) {
            if (in == null) {
                throw new IOException(STYLE + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String legend() {
        return ResultTable.LEGEND.replace(System.lineSeparator(), " ");
    }

    private void machine() {
        html.append("<dl>\n");
        entry("Date", Instant.ofEpochSecond(report.started().getEpochSecond()).toString());
        entry("Command", report.command());
        entry("Furwock", report.version());
        Machine machine = report.machine();
        entry("Kernel", machine.kernel());
        entry("CPU", machine.cpu() + ", " + machine.cores() + " cores");
        if (machine.isBusy()) {
            entry(
                    "Load",
                    String.format(
                            Locale.ROOT,
                            "%.1f at the start: others work here too, and widen the spread",
                            machine.load()));
        }
        entry("JDK", machine.jdk());
        entry("Engine", machine.engine() + ": " + machine.engineReason());
        entry(
                "Measured",
                report.rounds()
                        + " rounds in "
                        + report.seconds()
                        + " s, contestants "
                        + report.housing().toString().toLowerCase(Locale.ROOT));
        report.notes().forEach(note -> entry("Note", note));
        html.append("</dl>\n");
    }

    private void entry(String name, String value) {
        html.append("<dt>")
                .append(escape(name))
                .append("</dt><dd>")
                .append(escape(value))
                .append("</dd>\n");
    }

    private void section(Family family) throws IOException {
        List<ComparisonResult> rows =
                report.idleResults().stream().filter(result -> result.family() == family).toList();
        if (rows.isEmpty()) {
            return;
        }
        List<Latency> latencies =
                report.latencies().stream().filter(latency -> latency.family() == family).toList();
        List<Latency> idle =
                report.idleLatencies().stream()
                        .filter(latency -> latency.family() == family)
                        .toList();
        html.append("<section id=\"")
                .append(family)
                .append("\">\n<h2>")
                .append(escape(family.title()))
                .append("</h2>\n<p class=\"bound\">What bounds it: ")
                .append(escape(family.bound()))
                .append(".</p>\n");
        for (Charts.Picture picture : Charts.heatMaps(rows)) {
            picture(picture);
        }
        for (Charts.Picture picture : Charts.bars(rows)) {
            picture(picture);
        }
        for (Charts.Picture picture : Charts.histograms(idle)) {
            picture(picture);
        }
        results(rows);
        latencies(latencies);
        html.append("</section>\n");
    }

    /** Drawn twice, since letters that can be read on a desk are too small in a hand. */
    private void picture(Charts.Picture picture) throws IOException {
        html.append("<picture>\n<source media=\"(max-width: 700px)\" srcset=\"")
                .append(dataUri(picture.svg(Charts.Format.NARROW)))
                .append("\">\n<img alt=\"")
                .append(escape(picture.description()))
                .append("\" src=\"")
                .append(dataUri(picture.svg(Charts.Format.WIDE)))
                .append("\">\n</picture>\n");
    }

    private static String dataUri(String svg) {
        return "data:image/svg+xml;base64,"
                + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }

    private void results(List<ComparisonResult> rows) {
        html.append("<div class=\"scroll\"><table>\n<thead><tr><th>work</th><th>ours / peer</th>")
                .append("<th>ours</th><th>peer</th><th>time ratio</th><th>95 %</th>")
                .append("<th>target</th><th>verdict</th></tr></thead>\n<tbody>\n");
        for (ComparisonResult row : rows) {
            Ratio ratio = row.ratio();
            String target = Verdicts.target(row, report.machine().engine());
            html.append("<tr class=\"")
                    .append(ratio.verdict().toString().toLowerCase(Locale.ROOT))
                    .append("\">");
            cell("", row.title());
            cell("", row.ours() + " / " + row.peer());
            cell("number", Numbers.time(row.oursNanos()).strip());
            cell("number", Numbers.time(row.peerNanos()).strip());
            cell("number", Numbers.ratio(ratio.median()));
            cell("number", interval(ratio));
            cell(target.contains("miss") ? "missed" : "", target);
            cell("verdict", Verdicts.of(row));
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private static String interval(Ratio ratio) {
        return Numbers.interval(ratio).replace('-', '–');
    }

    private void sideBySide() {
        SideBySide sideBySide = SideBySide.of(report.results());
        if (sideBySide.rows().isEmpty()) {
            return;
        }
        html.append("<section id=\"side-by-side\">\n<h2>Side by side</h2>\n<p>")
                .append(escape(SideBySide.TITLE.replace(System.lineSeparator(), " ")))
                .append(".</p>\n<div class=\"scroll\"><table>\n<thead><tr><th>work</th>")
                .append("<th>ours / peer</th>");
        for (Environment environment : sideBySide.environments()) {
            html.append("<th>").append(environment).append("</th><th>95 %</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (SideBySide.Row row : sideBySide.rows()) {
            html.append("<tr>");
            cell("", row.work());
            cell("", row.ours() + " / " + row.peer());
            for (Environment environment : sideBySide.environments()) {
                Optional<Ratio> ratio = row.ratio(environment);
                cell("number", ratio.map(Ratio::median).map(Numbers::ratio).orElse("–"));
                cell("number", ratio.map(HtmlReport::interval).orElse(""));
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n</section>\n");
    }

    private void latencies(List<Latency> latencies) {
        if (latencies.isEmpty()) {
            return;
        }
        html.append("<div class=\"scroll\"><table>\n<thead><tr><th>round trips</th><th>50 %</th>")
                .append("<th>90 %</th><th>99 %</th><th>99.9 %</th><th>longest</th></tr></thead>\n")
                .append("<tbody>\n");
        for (Latency latency : latencies) {
            html.append("<tr>");
            cell("", latency.name());
            for (long nanos :
                    new long[] {
                        latency.p50(), latency.p90(), latency.p99(), latency.p999(), latency.max()
                    }) {
                cell("number", Numbers.time((double) nanos).strip());
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private void memory() {
        if (report.memory().isEmpty()) {
            return;
        }
        html.append("<section id=\"memory\">\n<h2>")
                .append(escape(Family.MEMORY.title()))
                .append("</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th>lock</th>")
                .append("<th>heap</th><th>outside</th><th>allocated by a round</th></tr></thead>\n")
                .append("<tbody>\n");
        for (MemoryUse use : report.memory()) {
            html.append("<tr>");
            cell("", use.name());
            cell("number", bytes(use.heapBytes()));
            cell("number", bytes(use.directBytes()));
            cell("number", use.allocatedBytes() < 0 ? "" : bytes(use.allocatedBytes()));
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n</section>\n");
    }

    private static String bytes(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private void cell(String type, String text) {
        html.append(type.isEmpty() ? "<td>" : "<td class=\"" + type + "\">")
                .append(escape(text))
                .append("</td>");
    }

    private static final Map<Character, String> ENTITIES =
            Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;");

    /** Text that may hold anything, for a page. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            escaped.append(ENTITIES.getOrDefault(c, String.valueOf(c)));
        }
        return escaped.toString();
    }
}
