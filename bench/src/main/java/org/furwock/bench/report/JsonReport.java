package org.furwock.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Ratios;

/**
 * A {@link CompareReport} for programs. Fields may be added, but none is renamed within a format.
 */
public final class JsonReport {

    private static final String FORMAT = "furwock-compare/1";

    private JsonReport() {}

    /** Writes it to a file, whose folder must exist. */
    public static void write(CompareReport report, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write(toJson(report));
            out.write('\n');
        }
    }

    /** The report as text. */
    public static String toJson(CompareReport report) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = mapper.createObjectNode();
        root.put("format", FORMAT);
        root.put("furwock", report.version());
        root.put("started", Instant.ofEpochSecond(report.started().getEpochSecond()).toString());
        root.put("seconds", report.seconds());
        root.set("machine", mapper.valueToTree(report.machine()));
        root.set("pace", mapper.valueToTree(report.pace()));
        root.put("rounds", report.rounds());
        root.put("ratio", "our time / the peer's time: below 1 ours takes less");
        root.put("confidence", Ratios.CONFIDENCE);
        for (ComparisonResult result : report.results()) {
            root.withArray("results").add(result(mapper, result));
        }
        root.set("failures", mapper.valueToTree(report.failures()));
        root.set("notes", mapper.valueToTree(report.notes()));
        return mapper.writeValueAsString(root);
    }

    private static ObjectNode result(ObjectMapper mapper, ComparisonResult result) {
        ObjectNode node = mapper.createObjectNode();
        node.put("family", result.family().toString());
        node.put("case", result.title());
        node.put("ours", result.ours());
        node.put("peer", result.peer());
        node.put("oursNanos", result.oursNanos());
        node.put("peerNanos", result.peerNanos());
        node.put("ratio", result.ratio().median());
        node.put("low", result.ratio().low());
        node.put("high", result.ratio().high());
        node.put("verdict", result.ratio().verdict().toString().toLowerCase(Locale.ROOT));
        node.set("rounds", mapper.valueToTree(result.rounds()));
        return node;
    }
}
